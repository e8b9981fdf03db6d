//! Pattern text -> tree, with the place of every fault.

use crate::text::token;

use super::kind::Kinds;

/// Most repetitions of a group.
pub(super) const MAX_REPEAT: u8 = 8;

/// A pattern or a part of one.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Node {
    /// One unit that passes a test, put into a slot.
    Unit { test: Test, slot: Option<String> },
    /// Parts one after the other.
    Seq(Vec<Node>),
    /// One of several.
    Alt(Vec<Node>),
    /// `{min,max}`; with `each` before the group its slots are caught once for each repetition.
    Repeat { node: Box<Node>, min: u8, max: u8, each: bool },
    /// A group whose units go into a slot.
    Slot { node: Box<Node>, slot: String },
    /// `^`
    Start,
    /// `$`
    End,
    /// `>>`: what follows must be there but is no part of the hit.
    Ahead,
}

/// What a unit must be.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Test {
    /// One of these kinds, if any is named.
    pub(super) kinds: Kinds,
    /// One of these words, if any is named.
    pub(super) words: Vec<Word>,
    /// None of these words.
    pub(super) except: Vec<Word>,
}

/// A word of a pattern.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Word {
    pub(super) hash: u64,
    /// It needs a capital in the text.
    pub(super) capital: bool,
}

/// A fault of a pattern: byte column from 0, and what is wrong.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Fault {
    pub(super) at: usize,
    pub(super) message: String,
}

/// Parses a pattern; `macros` gives the tree of `@name`.
pub(super) fn parse(text: &str, macros: &dyn Fn(&str) -> Option<Node>) -> Result<Node, Fault> {
    let mut p = Parser { text, at: 0, macros };
    let node = p.alternatives()?;
    match p.peek() {
        None => Ok(node),
        Some(c) => Err(p.fault(format!("unexpected `{c}`"))),
    }
}

struct Parser<'a> {
    text: &'a str,
    at: usize,
    macros: &'a dyn Fn(&str) -> Option<Node>,
}

impl<'a> Parser<'a> {
    fn fault(&self, message: impl Into<String>) -> Fault {
        Fault { at: self.at, message: message.into() }
    }

    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn peek(&mut self) -> Option<char> {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_start().len();
        self.rest().chars().next()
    }

    fn eat(&mut self, c: char) -> bool {
        let found = self.peek() == Some(c);
        if found {
            self.at += c.len_utf8();
        }
        found
    }

    fn alternatives(&mut self) -> Result<Node, Fault> {
        let mut all = vec![self.sequence()?];
        while self.eat('|') {
            all.push(self.sequence()?);
        }
        Ok(if all.len() == 1 { all.remove(0) } else { Node::Alt(all) })
    }

    fn sequence(&mut self) -> Result<Node, Fault> {
        let mut all = Vec::new();
        while let Some(c) = self.peek() {
            if matches!(c, '|' | ')') || self.group_name().is_some() {
                break;
            }
            let each = self.rest().strip_prefix("each").is_some_and(|r| r.starts_with('('));
            if each {
                self.at += 4;
            }
            let node = self.atom(if each { '(' } else { c })?;
            all.push(self.quantified(node, each)?);
        }
        if all.is_empty() {
            return Err(self.fault("nothing stands here"));
        }
        Ok(if all.len() == 1 { all.remove(0) } else { Node::Seq(all) })
    }

    /// `as name` before the end of a group.
    fn group_name(&self) -> Option<&'a str> {
        let name = self.rest().strip_prefix("as ")?.split(')').next()?.trim();
        (self.rest().contains(')') && is_name(name)).then_some(name)
    }

    fn atom(&mut self, c: char) -> Result<Node, Fault> {
        match c {
            '[' => self.unit(),
            '(' => self.group(),
            '^' => self.sign(Node::Start),
            '$' => self.sign(Node::End),
            '>' if self.rest().starts_with(">>") => {
                self.at += 2;
                Ok(Node::Ahead)
            }
            '@' => {
                self.at += 1;
                let name = self.word();
                (self.macros)(name).ok_or_else(|| self.fault(format!("no macro `@{name}`")))
            }
            '\\' => {
                self.at += 1;
                let sign = self.rest().chars().next().ok_or_else(|| self.fault("`\\` needs a sign behind it"))?;
                self.at += sign.len_utf8();
                Ok(words(&self.text[self.at - sign.len_utf8()..self.at]))
            }
            '_' => {
                self.at += 1;
                let test = Test { kinds: Kinds::WORD.with(Kinds::CAP).with(Kinds::NUMBER), ..Test::default() };
                Ok(Node::Unit { test, slot: None })
            }
            '?' | '{' | '}' | ']' | ')' => Err(self.fault(format!("`{c}` has nothing before it"))),
            _ if c.is_alphanumeric() || c == '\'' => Ok(words(self.word())),
            _ => {
                let start = self.at;
                self.at += c.len_utf8();
                Ok(words(&self.text[start..self.at]))
            }
        }
    }

    fn sign(&mut self, node: Node) -> Result<Node, Fault> {
        self.at += 1;
        Ok(node)
    }

    /// A word as it stands in a pattern: up to white space or a sign of the language.
    fn word(&mut self) -> &'a str {
        let rest = self.rest();
        let end = rest.find(|c: char| c.is_whitespace() || "[](){}|?^$@,&".contains(c)).unwrap_or(rest.len());
        self.at += end;
        &rest[..end]
    }

    fn group(&mut self) -> Result<Node, Fault> {
        self.at += 1;
        let node = self.alternatives()?;
        let name = self.group_name();
        if let Some(name) = name {
            self.at += self.rest().find(')').unwrap_or(0);
            self.eat(')');
            return Ok(Node::Slot { node: Box::new(node), slot: name.to_owned() });
        }
        if self.eat(')') { Ok(node) } else { Err(self.fault("a group is not closed")) }
    }

    /// `[Kind|Kind & word|word - word|word as slot]`
    fn unit(&mut self) -> Result<Node, Fault> {
        let close = self.rest().find(']').ok_or_else(|| self.fault("`[` is not closed"))?;
        let inner = &self.rest()[1..close];
        let (body, slot) = match inner.rsplit_once(" as ") {
            Some((body, slot)) => (body, Some(slot.trim())),
            None => (inner, None),
        };
        if let Some(name) = slot.filter(|s| *s != "_" && !is_name(s)) {
            return Err(self.fault(format!("`{name}` is no slot name: small letters, digits and `_`")));
        }
        let (body, except) = body.split_once(" - ").unwrap_or((body, ""));
        let (kinds, wanted) = body.split_once(" & ").unwrap_or((body, ""));
        let mut test = Test { except: word_list(except), words: word_list(wanted), ..Test::default() };
        let mut name = None;
        for kind in kinds.split('|').map(str::trim) {
            let known = Kinds::parse(kind).ok_or_else(|| {
                let all: Vec<_> = Kinds::ALL.iter().map(|k| k.0).collect();
                self.fault(format!("unknown kind `{kind}`; kinds: {}", all.join(", ")))
            })?;
            test.kinds = test.kinds.with(known);
            name = Some(kind.to_lowercase());
        }
        self.at += close + 1;
        let slot = match slot {
            Some("_") => None,
            Some(slot) => Some(slot.to_owned()),
            None if kinds.contains('|') => None,
            None => name,
        };
        Ok(Node::Unit { test, slot })
    }

    fn quantified(&mut self, node: Node, each: bool) -> Result<Node, Fault> {
        let (min, max) = if self.rest().starts_with('?') {
            self.at += 1;
            (0, 1)
        } else if self.rest().starts_with('{') {
            let close = self.rest().find('}').ok_or_else(|| self.fault("`{` is not closed"))?;
            let range = self.rest()[1..close].split_once(',');
            let range = range.and_then(|(a, b)| Some((a.trim().parse().ok()?, b.trim().parse().ok()?)));
            let Some((min, max)) = range.filter(|&(min, max)| min <= max && max > 0 && max <= MAX_REPEAT) else {
                return Err(self.fault(format!("write {{m,n}} with m <= n <= {MAX_REPEAT}")));
            };
            self.at += close + 1;
            (min, max)
        } else if each {
            return Err(self.fault("`each( )` needs {m,n} behind it"));
        } else {
            return Ok(node);
        };
        Ok(Node::Repeat { node: Box::new(node), min, max, each })
    }
}

fn is_name(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
}

fn word_list(text: &str) -> Vec<Word> {
    let all = text.split('|').map(str::trim).filter(|w| !w.is_empty());
    all.flat_map(tokenize_words).collect()
}

/// A word of a pattern as the units that the text would have for it.
fn words(text: &str) -> Node {
    let mut all: Vec<Node> = tokenize_words(text)
        .into_iter()
        .map(|word| Node::Unit { test: Test { words: vec![word], ..Test::default() }, slot: None })
        .collect();
    if all.len() == 1 { all.remove(0) } else { Node::Seq(all) }
}

fn tokenize_words(text: &str) -> Vec<Word> {
    let word = |t: token::Token| Word { hash: t.word, capital: t.shape.has(token::Shape::CAPITAL) };
    token::tokenize(text).into_iter().map(word).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faults_have_places() {
        for (text, at, message) in [
            ("[Person", 0, "not closed"),
            ("[Persn] is", 0, "unknown kind `Persn`"),
            ("a ( b", 5, "not closed"),
            ("a {2,9}", 2, "nothing before it"),
            ("a{2,9}", 1, "m <= n"),
            ("a | ", 4, "nothing stands here"),
            ("@who is", 4, "no macro `@who`"),
            ("a )", 2, "unexpected"),
            ("[Person as A b]", 0, "no slot name"),
        ] {
            let fault = parse(text, &|_| None).unwrap_err();
            assert_eq!(fault.at, at, "{text}: {fault:?}");
            assert!(fault.message.contains(message), "{text}: {fault:?}");
        }
    }

    #[test]
    fn slots_are_named_after_kinds() {
        let slot = |text: &str| match parse(text, &|_| None).unwrap() {
            Node::Unit { slot, .. } => slot,
            Node::Slot { slot, .. } => Some(slot),
            _ => None,
        };
        assert_eq!(slot("[Person]").as_deref(), Some("person"));
        assert_eq!(slot("[Place|Organization as scope]").as_deref(), Some("scope"));
        assert_eq!(slot("[Person as _]"), None);
        assert_eq!(slot("([Person] and [Person] as all)").as_deref(), Some("all"));
    }
}
