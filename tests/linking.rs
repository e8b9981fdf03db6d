//! Tables of real language: which names of several articles are one, and why.

use rolegraph::entity::{Linked, Overrides, link};
use rolegraph::input::Article;
use rolegraph::pipeline::{Pipeline, Worker};
use rolegraph::record::Record;

/// Articles and what linking should make of them.
#[derive(Default)]
struct Case {
    place: String,
    records: Vec<Record>,
    letters: Vec<String>,
    wanted: Vec<String>,
}

fn read(path: &str, pipeline: &Pipeline) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    let mut worker = Worker::default();
    for (number, line) in (1..).zip(std::fs::read_to_string(path).expect("a table of cases").lines()) {
        if line.is_empty() || line.starts_with('#') {
            if cases.last().is_none_or(|c| !c.wanted.is_empty()) {
                cases.push(Case { place: format!("{path}:{}", number + 1), ..Case::default() });
            }
            continue;
        }
        let case = cases.last_mut().expect("a comment line above");
        if line.starts_with("= ") || line.starts_with("! ") || line.starts_with("id ") {
            case.wanted.push(line.to_owned());
            continue;
        }
        let (head, text) = line.split_once(": ").expect("`letter: text`");
        let (letter, date) = head.split_once(' ').map_or((head, None), |(l, d)| (l, d.parse().ok()));
        let article = Article { id: letter.into(), date, text: text.into(), ..Article::default() };
        case.letters.push(letter.into());
        case.records.push(pipeline.record(article, &mut worker));
    }
    cases.retain(|c| !c.wanted.is_empty());
    cases
}

/// Index of the corpus entity and reason of a mention such as `a Jane Doe`.
fn at<'a>(case: &Case, linked: &'a Linked, mention: &str) -> Result<(usize, &'a str), String> {
    let (letter, name) = mention.trim().split_once(' ').ok_or("no name")?;
    let record = case.letters.iter().position(|l| l == letter).ok_or("no article")?;
    let entities = &case.records[record].entities;
    let named = |e: &rolegraph::record::v1::Entity| e.name == name || e.aliases.iter().any(|a| a == name);
    let Some(at) = entities.iter().position(named) else {
        let all: Vec<&str> = entities.iter().map(|e| e.name.as_str()).collect();
        return Err(format!("no `{name}` among {}", all.join(", ")));
    };
    let link = linked.of_record[record][at].as_ref().ok_or("dropped")?;
    Ok((link.entity, &link.reason))
}

fn holds(case: &Case, linked: &Linked, want: &str) -> Result<(), String> {
    if let Some(rest) = want.strip_prefix("id ") {
        let (mention, id) = rest.rsplit_once(' ').expect("a mention and an id");
        let found = &linked.entities[at(case, linked, mention)?.0].id;
        return if found == id { Ok(()) } else { Err(format!("its id is {found}")) };
    }
    let parts: Vec<&str> = want[2..].split('|').collect();
    let (a, b) = (at(case, linked, parts[0])?, at(case, linked, parts[1])?);
    let reason = parts.get(2).map_or("", |r| r.trim());
    match (want.starts_with('='), a.0 == b.0) {
        (true, true) if a.1.contains(reason) || b.1.contains(reason) => Ok(()),
        (false, false) => Ok(()),
        (true, true) => Err(format!("the reasons are: {}; {}", a.1, b.1)),
        (true, false) => Err(format!("they are two: {}; {}", a.1, b.1)),
        (false, true) => Err(format!("they are one: {}; {}", a.1, b.1)),
    }
}

#[test]
fn cases() {
    let pipeline = Pipeline::builder().build().unwrap();
    let mut faults = Vec::new();
    let mut count = 0;
    for path in ["tests/cases/linking/persons.txt", "tests/cases/linking/bodies.txt"] {
        for case in read(path, &pipeline) {
            count += 1;
            let linked = link(&case.records, pipeline.gazetteer(), &Overrides::default());
            for want in &case.wanted {
                if let Err(fault) = holds(&case, &linked, want) {
                    faults.push(format!("{}: {want}: {fault}", case.place));
                }
            }
        }
    }
    assert!(faults.is_empty(), "{} of {count} cases fail:\n{}", faults.len(), faults.join("\n"));
    assert!(count >= 30, "{count} cases");
}
