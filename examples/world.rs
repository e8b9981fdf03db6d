//! Prints articles about an invented world, as JSON Lines: `cargo run --example world -- 2000 > world.jsonl`. Officeholders change over
//! the years, few names are in most of the news, and in one article of 200 somebody has the wrong office.
#![expect(clippy::print_stdout, reason = "the articles are the purpose")]

use serde_json::json;

const COUNTRIES: &[&str] = &[
    "Alder", "Vostria", "Karsland", "Meridia", "Tolmark", "Sevania", "Orland", "Brevia", "Quillon", "Nordmark",
    "Istara", "Pellonia",
];
const OFFICES: &[&str] =
    &["Prime Minister", "President", "Foreign Minister", "Finance Minister", "Interior Minister", "Defense Minister"];
const FIRMS: &[&str] = &[
    "Harrow Steel",
    "Bluefin Airways",
    "Castor Energy",
    "Lumen Bank",
    "Ostrava Motors",
    "Pinnacle Foods",
    "Quarry Telecom",
    "Redwood Pharma",
    "Sable Mining",
    "Tidewater Shipping",
];
const POSTS: &[&str] = &["chief executive", "chairman", "finance director", "spokesman"];
const GIVEN: &[&str] = &[
    "Anna", "Peter", "Maria", "John", "Laura", "Thomas", "Julia", "David", "Sarah", "Martin", "Elena", "Viktor",
    "Ingrid", "Pavel", "Nadia", "Marcus",
];
const SURNAMES: &[&str] = &["Hal", "Ber", "Lind", "Kov", "Mar", "Sor", "Vel", "Dra", "Fen", "Gal", "Ras", "Tor"];
const ENDINGS: &[&str] = &["gren", "sen", "ovic", "aldi", "wick", "stad", "enko", "mann"];
const DID: &[&str] = &[
    "said the talks would go on next week",
    "rejected the new budget",
    "called for calm after the storm",
    "opened a bridge on Monday",
    "spoke to reporters on Friday",
    "promised more money for schools",
    "defended the decision",
];
const FILLERS: &[&str] = &[
    "Rain is expected on Sunday.",
    "Nobody was hurt.",
    "The work will cost two million euros.",
    "A vote is expected in the spring.",
];

/// A small linear congruential generator: the same articles on every machine.
struct Chance(u64);

impl Chance {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % n
    }

    /// Small numbers more often than large ones.
    fn skewed(&mut self, n: usize) -> usize {
        let (a, b) = (self.below(n), self.below(n));
        a * b / n
    }

    fn of<'a>(&mut self, all: &[&'a str]) -> &'a str {
        all[self.below(all.len())]
    }
}

/// A name for every number.
fn name(n: usize) -> String {
    let surname = n * 5 % (SURNAMES.len() * ENDINGS.len());
    let given = GIVEN[(n * 7 + n / GIVEN.len()) % GIVEN.len()];
    format!("{given} {}{}", SURNAMES[surname % SURNAMES.len()], ENDINGS[surname / SURNAMES.len()])
}

/// Holder of post `post` in a body in a year: one person for some years, then the next.
fn holder(body: usize, post: usize, year: usize) -> String {
    let term = (year + body * 3 + post * 2) / 5;
    name(body * 11 + post * 31 + term * 97)
}

/// A person with a role, said in one of several ways.
fn said(chance: &mut Chance, body: &str, role: &str, person: &str) -> String {
    match chance.below(4) {
        0 => format!("{person}, {} of {body},", role.to_lowercase()),
        1 => format!("The {} of {body}, {person},", role.to_lowercase()),
        2 => format!("{body}'s {} {person}", role.to_lowercase()),
        _ => format!("{body} {role} {person}"),
    }
}

fn article(chance: &mut Chance, id: usize, count: usize) -> serde_json::Value {
    let year = 2015 + id * 10 / count;
    let date = format!("{year}-{:02}-{:02}", 1 + chance.below(12), 1 + chance.below(28));
    let home = chance.skewed(COUNTRIES.len());
    let mut sentences = Vec::new();
    for _ in 0..2 + chance.below(3) {
        let country = if chance.below(3) > 0 { home } else { chance.skewed(COUNTRIES.len()) };
        let office = chance.skewed(OFFICES.len());
        let wrong = usize::from(chance.below(600) == 0) * 1000;
        let person = holder(country, office + wrong, year);
        let subject = said(chance, COUNTRIES[country], OFFICES[office], &person);
        sentences.push(match chance.below(4) {
            0 => {
                let firm = chance.skewed(FIRMS.len());
                let post = chance.skewed(POSTS.len());
                let other = holder(100 + firm, post, year);
                format!("{subject} met {other}, {} of {}, on Tuesday.", POSTS[post], FIRMS[firm])
            }
            1 => {
                let abroad = chance.skewed(COUNTRIES.len());
                format!("{subject} received {} {} {}.", COUNTRIES[abroad], OFFICES[2], holder(abroad, 2, year))
            }
            _ => format!("{subject} {}.", chance.of(DID)),
        });
        sentences.push(chance.of(FILLERS).to_owned());
    }
    let title = format!("News from {} ({id})", COUNTRIES[home]);
    let url = format!("https://news.example/{year}/{id}");
    json!({"id": format!("world-{id:05}"), "title": title, "date": date, "url": url, "text": sentences.join(" ")})
}

fn main() {
    let count = std::env::args().nth(1).and_then(|n| n.parse().ok()).unwrap_or(2000);
    let mut chance = Chance(1);
    for id in 0..count {
        println!("{}", article(&mut chance, id, count));
    }
}
