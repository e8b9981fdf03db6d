//! Findings as annotations of GitHub Actions, one line each.

use std::io::{self, Write};

use crate::check::Level;

use super::{Report, Reporter, Style};

pub(super) struct Github;

impl Reporter for Github {
    fn name(&self) -> &'static str {
        "github"
    }

    fn write(&self, report: &Report<'_>, _: Style, out: &mut dyn Write) -> io::Result<()> {
        for (f, _) in report.findings.iter().zip(&report.known).filter(|(_, known)| !**known) {
            let word = match f.level {
                Level::Error => "error",
                Level::Warning => "warning",
                Level::Info | Level::Note => "notice",
            };
            let claims = report.newest_first(f);
            let mut place = String::new();
            if let Some(newest) = claims.first() {
                let (record, a) = report.shown(newest);
                let d = &record.document;
                place = format!("file={}", property(d.source.as_deref().unwrap_or(&d.id)));
                if report.has_lines(record) {
                    place += &format!(",line={},col={}", a.evidence.line, a.evidence.column);
                }
                place.push(',');
            }
            let quotes: Vec<String> = claims.iter().take(6).map(|c| report.said(c)).collect();
            let text = format!("{}\n{}\nfine if {}", f.message, quotes.join("\n"), f.fine_if);
            writeln!(out, "::{word} {place}title={}::{}", property(f.check), escaped(&text))?;
        }
        Ok(())
    }
}

fn escaped(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    escaped(text).replace(':', "%3A").replace(',', "%2C")
}
