//! Corrections of the user's: which names are one, which are not, which are none.

use crate::base::diag::Diagnostic;
use crate::text::normalize::slug;

/// One correction. Entities are named by id, name or alias.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Override {
    /// Two are one.
    Same(String, String),
    /// Two forms are never one.
    NotSame(String, String),
    /// What is none.
    Drop(String),
    /// What is of another kind.
    Retype(String, String),
    /// What is called otherwise.
    Rename(String, String),
}

/// The corrections of a file.
///
/// ```
/// use rolegraph::entity::Overrides;
/// let text = "# ours\nsame Jane Doe = Jane Q. Doe\nnot-same John Roe != John Roe Jr\ndrop Sign In\nretype Jordan place\n";
/// assert!(Overrides::parse("fix.txt", text).is_ok());
/// let faults = Overrides::parse("fix.txt", "same Jane Doe\n").unwrap_err();
/// assert_eq!((faults[0].line, faults[0].message.as_str()), (1, "no second name"));
/// ```
#[derive(Clone, Debug, Default)]
pub struct Overrides {
    pub(super) all: Vec<(u32, Override)>,
}

const HELP: &str =
    "lines are: same A = B; not-same A != B; drop A; retype A person|place|organization; rename A = NAME";

impl Overrides {
    /// Reads a file of corrections, one a line; `#` begins a comment line.
    ///
    /// # Errors
    /// All faults of the file.
    pub fn parse(path: &str, text: &str) -> Result<Self, Vec<Diagnostic>> {
        let (mut all, mut faults) = (Vec::new(), Vec::new());
        for (number, line) in (1u32..).zip(text.trim_start_matches('\u{feff}').lines()) {
            let content = line.trim();
            if content.is_empty() || content.starts_with('#') {
                continue;
            }
            let (keyword, rest) = content.split_once(char::is_whitespace).unwrap_or((content, ""));
            match one(keyword, rest.trim()) {
                Ok(o) => all.push((number, o)),
                Err((at, message)) => {
                    let indent = line.chars().take_while(|c| c.is_whitespace()).count();
                    let before = indent + if at { keyword.chars().count() + 1 } else { 0 };
                    let column = u32::try_from(before + 1).unwrap_or(0);
                    faults.push(Diagnostic { path: path.into(), line: number, column, message, help: HELP.into() });
                }
            }
        }
        if faults.is_empty() { Ok(Overrides { all }) } else { Err(faults) }
    }

    /// Whether two forms may not be joined.
    pub(super) fn apart(&self, a: &str, b: &str) -> bool {
        let is = |name: &str, form: &str| name == form || slug(name) == slug(form);
        self.all
            .iter()
            .any(|(_, o)| matches!(o, Override::NotSame(x, y) if is(x, a) && is(y, b) || is(x, b) && is(y, a)))
    }
}

/// A line; a fault says whether it is behind the keyword.
fn one(keyword: &str, rest: &str) -> Result<Override, (bool, String)> {
    let pair = |sign: &str| {
        let (a, b) = rest.split_once(sign).map(|(a, b)| (a.trim(), b.trim())).unwrap_or((rest, ""));
        match (a.is_empty(), b.is_empty()) {
            (true, _) => Err((true, "no name".to_owned())),
            (_, true) => Err((true, "no second name".to_owned())),
            _ => Ok((a.to_owned(), b.to_owned())),
        }
    };
    match keyword {
        "same" => pair("=").map(|(a, b)| Override::Same(a, b)),
        "not-same" => pair("!=").map(|(a, b)| Override::NotSame(a, b)),
        "rename" => pair("=").map(|(a, b)| Override::Rename(a, b)),
        "drop" if rest.is_empty() => Err((true, "no name".into())),
        "drop" => Ok(Override::Drop(rest.into())),
        "retype" => match rest.rsplit_once(char::is_whitespace) {
            Some((name, kind @ ("person" | "place" | "organization"))) => {
                Ok(Override::Retype(name.trim().into(), kind.into()))
            }
            _ => Err((true, "no kind".into())),
        },
        _ => Err((false, format!("unknown keyword `{keyword}`"))),
    }
}
