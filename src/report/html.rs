//! Findings as one page that works from disk, without scripts and without network.

use std::io::{self, Write};

use crate::base::markup::escaped;
use crate::check::{Finding, Level};
use crate::kb::Claim;

use super::{Report, Reporter, Style};

pub(super) struct Html;

const STYLE: &str = "\
:root{color-scheme:light dark;--line:#8884;--soft:#8881;--error:#c22;--warning:#b70;--info:#27a;--note:#777}\
body{font:16px/1.5 system-ui,'Segoe UI','Noto Sans',sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}\
article{border:1px solid var(--line);border-left:.4rem solid var(--note);border-radius:.4rem;padding:.2rem 1.2rem .8rem;margin:1.5rem 0}\
.error{border-left-color:var(--error)}.warning{border-left-color:var(--warning)}.info{border-left-color:var(--info)}\
h2{font-size:1.1rem;margin:.8rem 0}h2 small{font-weight:400;opacity:.75;display:block}\
blockquote{margin:.6rem 0;padding:.5rem .9rem;background:var(--soft);border-radius:.3rem}\
blockquote footer{font-size:.85rem;opacity:.8}mark{background:#fd08;color:inherit;font-weight:600}\
.sides{display:grid;grid-template-columns:repeat(auto-fit,minmax(18rem,1fr));gap:0 1rem}.known{opacity:.6}";

impl Reporter for Html {
    fn name(&self) -> &'static str {
        "html"
    }

    fn write(&self, report: &Report<'_>, _: Style, out: &mut dyn Write) -> io::Result<()> {
        let [errors, warnings, infos] = [Level::Error, Level::Warning, Level::Info].map(|l| report.count(l));
        write!(
            out,
            "<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">\n\
             <meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n\
             <meta name=\"viewport\" content=\"width=device-width,initial-scale=1\"><title>Findings</title>\n\
             <style>{STYLE}</style></head><body>\n<h1>Findings</h1>\n\
             <p>Errors: {errors}, warnings: {warnings}, infos: {infos}; articles: {}, claims: {}.</p>\n",
            report.kb.records.len(),
            report.kb.claims.len(),
        )?;
        for (f, &known) in report.findings.iter().zip(&report.known) {
            finding(report, f, known, out)?;
        }
        writeln!(out, "</body></html>")
    }
}

fn finding(report: &Report<'_>, f: &Finding, known: bool, out: &mut dyn Write) -> io::Result<()> {
    let level = f.level.as_str();
    let class = if known { format!("{level} known") } else { level.to_owned() };
    let state = if known { ", known from the baseline" } else { "" };
    writeln!(
        out,
        "<article class=\"{class}\" id=\"{}\"><h2>{}<small>{level}: {}{state}, confidence {:.2}</small></h2><div class=\"sides\">",
        f.fingerprint,
        escaped(&f.message),
        f.check,
        f.confidence,
    )?;
    for side in &f.sides {
        let stories = report.stories(side);
        let plural = if stories == 1 { "story" } else { "stories" };
        writeln!(out, "<section aria-label=\"{stories} {plural}\"><p>{stories} {plural}</p>")?;
        for &claim in side {
            quote(report, &report.kb.claims[claim], out)?;
        }
        writeln!(out, "</section>")?;
    }
    writeln!(out, "</div><p>Fine if {}.</p></article>", escaped(&f.fine_if))
}

fn quote(report: &Report<'_>, claim: &Claim, out: &mut dyn Write) -> io::Result<()> {
    let (record, a) = report.shown(claim);
    let d = &record.document;
    let sentence: Vec<char> = a.evidence.sentence.text.chars().collect();
    let from = (a.evidence.start.saturating_sub(a.evidence.sentence.start) as usize).min(sentence.len());
    let to = (from + (a.evidence.end - a.evidence.start) as usize).min(sentence.len());
    let part = |range: std::ops::Range<usize>| escaped(&sentence[range].iter().collect::<String>());
    let title = escaped(d.title.as_deref().unwrap_or(&d.id));
    let title = match &d.url {
        Some(url) if url.starts_with("https://") || url.starts_with("http://") => {
            format!("<a href=\"{}\">{title}</a>", escaped(url))
        }
        _ => title,
    };
    let place = escaped(&report.place(claim));
    let date = escaped(d.date.as_deref().unwrap_or("no date"));
    writeln!(
        out,
        "<blockquote>{}<mark>{}</mark>{}<footer>{date}, {title}<br>{place}<br>{}</footer></blockquote>",
        part(0..from),
        part(from..to),
        part(to..sentence.len()),
        escaped(&report.says(claim)),
    )
}
