//! Generated articles about mayors, some cities having two on one day.

/// Dates, texts, and the cities that have two mayors; `conflicts` of them, each in two articles.
pub(crate) fn articles(count: usize, conflicts: usize) -> (Vec<(String, String)>, Vec<String>) {
    const SYLLABLES: &[&str] = &["ba", "ro", "mi", "ten", "la", "su", "ko", "nel", "di", "va", "gar", "lo"];
    const GIVEN: &[&str] = &["Anna", "Peter", "Maria", "John", "Laura", "Thomas", "Julia", "David", "Sarah", "Martin"];
    const DONE: &[&str] =
        &["opened a bridge", "closed the market", "met farmers", "visited a school", "signed the budget"];
    const REST: &[&str] = &[
        "The council will meet again next week.",
        "Rain is expected on Sunday.",
        "Nobody was hurt.",
        "The work will cost two million euros.",
    ];
    let mut state = 1_u64;
    let mut next = |n: usize| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) as usize % n
    };
    // Every number its own word.
    let word = |mut n: usize| {
        let mut word = String::new();
        for _ in 0..5 {
            word += SYLLABLES[n % SYLLABLES.len()];
            n /= SYLLABLES.len();
        }
        word[..1].to_uppercase() + &word[1..]
    };
    let city = |n: usize| word(n) + "burg";
    let holder = |n: usize, other: bool| {
        format!("{} {}{}", GIVEN[n % GIVEN.len()], word(n * 7 + 3), if other { "sky" } else { "sen" })
    };
    let mut text = |n: usize, other: bool| {
        let (c, h, done) = (city(n), holder(n, other), DONE[next(DONE.len())]);
        let said = match next(3) {
            0 => format!("The mayor of {c}, {h}, {done} on Monday."),
            1 => format!("{h}, the mayor of {c}, {done} on Monday."),
            _ => format!("It was late when {h}, mayor of {c}, {done}."),
        };
        (
            format!("20{:02}-{:02}-{:02}", 10 + next(15), 1 + next(12), 1 + next(28)),
            format!("{said} {} {}", REST[next(4)], REST[next(4)]),
        )
    };
    let mut all = Vec::with_capacity(count);
    for n in 0..conflicts {
        let (day, one) = text(n, false);
        let (_, other) = text(n, true);
        all.extend([(day.clone(), one), (day, other)]);
    }
    let cities = count / 10;
    for i in all.len()..count {
        all.push(text(i % cities, false));
    }
    (all, (0..conflicts).map(city).collect())
}
