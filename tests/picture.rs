//! Pictures: what they show, and that it can be read.
#![expect(clippy::unwrap_used, reason = "a failed step of a test is a failed test")]

mod common;

use std::fs;
use std::path::Path;
use std::process::Output;

use common::{folder, program};

fn build(input: &Path, format: &str, more: &[&str]) -> Output {
    program().arg("build").arg(input).args(["-q", "--format", format]).args(more).output().unwrap()
}

fn picture(input: &Path, format: &str, more: &[&str]) -> String {
    let out = build(input, format, more);
    assert!(out.status.success(), "{}", String::from_utf8_lossy(&out.stderr));
    String::from_utf8(out.stdout).unwrap()
}

#[test]
fn pictures_mark_findings_frame_scopes_and_lead_to_the_articles() {
    let at = folder("pictures");
    let line = |id: &str, url: &str, text: &str| {
        format!("{}\n", serde_json::json!({"id": id, "date": "2024-03-05", "url": url, "text": text}))
    };
    let lines = [
        line("a", "https://x.example/a?b=\"c\"", "Toronto Mayor Wanda Krell opened the bridge."),
        line("b", "javascript:alert(1)", "The mayor of Toronto, Tomas Berg, met Ottawa Police Chief Abel Roe."),
    ];
    fs::write(at.join("a.jsonl"), lines.concat()).unwrap();
    let dot = |more: &[&str]| picture(&at.join("a.jsonl"), "dot", more);
    let plain = dot(&[]);
    assert!(!plain.contains("#c62828") && !plain.contains("subgraph"), "{plain}");
    assert!(plain.contains("URL=\"https://x.example/a?b=\\\"c\\\"\"") && !plain.contains("javascript"), "{plain}");
    assert!(plain.contains("tooltip=\"Toronto Mayor Wanda Krell (a, 2024-03-05)"), "{plain}");
    let marked = dot(&["--highlight", "findings", "--cluster", "place"]);
    let red = marked.lines().filter(|l| l.contains("#c62828")).map(|l| l.trim().split('"').nth(1).unwrap());
    assert_eq!(red.collect::<Vec<_>>(), ["person:tomas-berg", "person:wanda-krell", "role:mayor@place:toronto"]);
    let framed = |id: &str| {
        let before = marked[..marked.find(&format!("\"{id}\" [")).unwrap()].to_owned();
        before.rfind("subgraph").map(|at| before[at..].split('"').nth(1).unwrap().to_owned())
    };
    assert_eq!(framed("person:abel-roe").as_deref(), Some("cluster place:ottawa"));
    assert_eq!(framed("person:wanda-krell").as_deref(), Some("cluster place:toronto"));
    let svg = picture(&at.join("a.jsonl"), "svg", &["--highlight", "findings"]);
    assert!(svg.contains("href=\"https://x.example/a?b=&quot;c&quot;\"") && !svg.contains("javascript"), "{svg}");
    assert!(svg.contains("#c62828"), "{svg}");
}

/// Left, top, right and bottom of the shapes of an SVG: ellipses and boxes with an outline, offices, labels.
fn shapes(svg: &str) -> Vec<[f64; 4]> {
    let value = |line: &str, name: &str| -> f64 {
        let (_, rest) = line.split_once(&format!(" {name}=\"")).expect(name);
        rest.split('"').next().and_then(|v| v.parse().ok()).expect(name)
    };
    let shape = |line: &str| match line {
        _ if line.starts_with("<ellipse") => {
            let [x, y, rx, ry] = ["cx", "cy", "rx", "ry"].map(|n| value(line, n));
            Some([x - rx, y - ry, x + rx, y + ry])
        }
        _ if line.starts_with("<rect x") && !line.contains("#fafafa") => {
            let [x, y, width, height] = ["x", "y", "width", "height"].map(|n| value(line, n));
            Some([x, y, x + width, y + height])
        }
        _ => None,
    };
    svg.lines().filter_map(shape).collect()
}

fn overlap(a: &[f64; 4], b: &[f64; 4]) -> bool {
    a[2] > b[0] && b[2] > a[0] && a[3] > b[1] && b[3] > a[1]
}

#[test]
fn pictures_are_laid_out_without_overlap() {
    for options in [&[][..], &["--cluster", "place"], &["--roles", "edge"], &["--highlight", "findings"]] {
        let svg = picture(Path::new("examples/articles"), "svg", options);
        assert_eq!(picture(Path::new("examples/articles"), "svg", options), svg, "{options:?}: not the same again");
        let shapes = shapes(&svg);
        assert!(shapes.len() > 40, "{options:?}: {} shapes", shapes.len());
        for (i, a) in shapes.iter().enumerate() {
            for b in &shapes[i + 1..] {
                assert!(!overlap(a, b), "{options:?}: {a:?} lies over {b:?}");
            }
        }
    }
}

#[test]
fn a_frame_may_hold_one_place() {
    let article = folder("frames").join("a.txt");
    fs::write(&article, "Jane Doe, the mayor of Lima and former mayor of Oslo, met actor Max Poe and singer John Roe.")
        .unwrap();
    let svg = picture(&article, "svg", &["--roles", "edge", "--cluster", "place"]);
    let shapes = shapes(&svg);
    assert!(shapes.len() >= 5, "{svg}");
    for (i, a) in shapes.iter().enumerate() {
        assert!(shapes[i + 1..].iter().all(|b| !overlap(a, b)), "{svg}");
    }
}

#[test]
fn a_picture_too_large_says_what_to_do() {
    let text: String = (0..400)
        .map(|i| format!("Anna Ber{}son, mayor of Lima, spoke. ", ["a", "e", "i", "o"][i % 4].repeat(1 + i / 4)))
        .collect();
    let article = folder("large").join("a.txt");
    fs::write(&article, text).unwrap();
    assert!(shapes(&picture(&article, "svg", &[])).len() > 60, "the most named are drawn");
    let part = build(&article, "svg", &["--top", "400"]);
    let said = String::from_utf8_lossy(&part.stderr);
    assert!(!part.status.success() && said.contains("--focus NAME"), "{said}");
}

#[test]
fn pictures_in_pixels_and_by_graphviz() {
    let articles = Path::new("examples/articles");
    let size = |png: &[u8]| {
        assert!(png.starts_with(b"\x89PNG"), "no PNG");
        [16, 20].map(|at| png[at..at + 4].iter().fold(0, |n, b| n * 256 + u32::from(*b)))
    };
    let [width, height] = size(&build(articles, "png", &[]).stdout);
    assert!(width > 1500 && height > 1000, "{width} × {height}");
    for engine in ["dot", "neato", "fdp", "sfdp"] {
        let svg = picture(articles, "svg", &["--engine", engine]);
        assert!(svg.contains("<svg") && svg.contains("Elena Ward"), "{engine}");
    }
    size(&build(articles, "png", &["--engine", "dot"]).stdout);
    let mut without = program();
    without.args(["build", "examples/articles", "--format", "svg", "--engine", "dot"]).env("PATH", "");
    let said = String::from_utf8(without.output().unwrap().stderr).unwrap();
    assert!(said.contains("install graphviz"), "{said}");
    let said = String::from_utf8(build(articles, "json", &["--engine", "dot"]).stderr).unwrap();
    assert!(said.contains("-o FILE.svg"), "{said}");
}
