//! Layer 4: `.rules` text -> [`RuleSet`]; a row of units x [`RuleSet`] -> [`Hit`]s.
//!
//! # The language of rules
//!
//! A rule is a pattern over units (mentions and words), what it asserts or tags, and its own examples:
//!
//! ```text
//! relation holds_role
//! macro @det = the | a | an
//! rule own-appositive
//!   match  [Person] , @det? [Status]? [Role] of the? [Place|Organization as scope]
//!   emit   holds_role(person, role, scope, status?)
//!   yes    Jane Doe, the former mayor of Springfield, resigned. => Jane Doe | mayor | Springfield | former
//!   no     Jane Doe, Springfield, resigned.
//! ```
//!
//! `rolegraph build articles/ --rules own.rules` adds the rules of a file, or of all `.rules` files of a folder, to the built-in ones;
//! `rolegraph rules check own.rules` runs their examples, `rolegraph rules try "SENTENCE" --rules own.rules` shows which rules fire in a
//! sentence, `rolegraph rules list` shows all. Faults are said with line, column and a remedy.
//!
//! ## Lines
//!
//! One line says one thing; `#` begins a comment line. Before the first rule of a file:
//!
//! - `relation NAME`: a relation that `emit` lines may assert: `holds_role`, or one between two things, such as `member_of`, `works_for`.
//! - `macro @name = PATTERN`: a part that patterns use as `@name`.
//! - `chunk Office = PATTERN`: makes one unit of a role and what stands around it; the built-in rules have these.
//!
//! Then rules. Each begins with `rule NAME`, unique over all files, and has:
//!
//! - `match PATTERN`: one or more; the rule fires where one of them matches.
//! - `emit RELATION(ARGUMENTS) SETTINGS`: what is asserted. Arguments are names of slots, a `"text"` (the name of a role, or the id of a
//!   listed row), or `-` for nothing. `holds_role` takes person, role, scope and status, other relations take subject and object. A slot that
//!   caught nothing lets the assertion fall away, unless it is written with a `?`. A setting such as `status=former` holds for all hits.
//! - `tag KIND POINTS` instead of `emit`, in the built-in rules of names (`src/mention/rules`) only: evidence that what the slot `name`
//!   caught is a `Person`, `Place`, `Organization` or `None` of these.
//! - `confidence NUMBER`: 0 to 1, else 0.9.
//! - `yes SENTENCE => WANTED` and `no SENTENCE`: at least one of each; the rule must fire on the one, and must not on the other. What is wanted of
//!   `holds_role` is `person | role | scope | status`, of others `relation: subject | object`.
//!
//! ## Patterns
//!
//! - `[Kind]` takes a unit of a kind, into the slot of the kind's name in lower case; `[A|B as slot]` one of several kinds into a slot of
//!   another name; `as _` into none. `[Kind & word|word]` must also be one of these words, `[Kind - word]` must not.
//! - A bare word matches in any case; written with a capital it needs one. Punctuation stands for itself, with `\` before a sign of the language.
//!   `_` is any plain word, never a mention or punctuation.
//! - `( | )` is one of several parts, `(part as slot)` puts all of a part into a slot. `?` may be missing, `{m,n}` is repeated.
//! - `^` and `$` are begin and end of the sentence. What stands behind `>>` must follow, but is no part of the hit.
//! - `each(part){m,n}` is a list: what its repetitions catch belongs together repetition by repetition, and `emit` speaks once for each.
//!
//! Of all matches that begin at one unit the longest counts.
//!
//! Patterns are compiled to small programs that a bounded backtracker walks: no start-up cost worth naming, captures of every
//! repetition, and a cost bounded by steps times units.

mod ast;
mod kind;
mod prefilter;
mod program;
mod reader;
mod ruleset;
mod run;

pub use kind::Kinds;
pub use program::Slot;
pub use ruleset::{Arg, Emit, Example, Hit, Rule, RuleSet, Tag};
pub use run::{Capture, Tape, Unit};
