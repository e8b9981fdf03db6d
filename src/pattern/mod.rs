//! Layer 4: `.rules` text -> [`RuleSet`]; a row of units x [`RuleSet`] -> [`Hit`]s.
//!
//! A rule is a pattern over units (mentions and words), what it asserts or tags, and its own examples:
//!
//! ```text
//! relation holds_role
//! macro @det = the | a | an
//! rule appositive-office
//!   match  [Person] , @det? [Status]? [Role] of the? [Place|Organization as scope]
//!   emit   holds_role(person, role, scope, status?)
//!   yes    Jane Doe, the former mayor of Springfield, resigned. => Jane Doe | mayor | Springfield | former
//!   no     Jane Doe, Springfield, resigned.
//! ```
//!
//! Patterns: `[Kind]`, `[A|B as slot]` (`as _`: no slot), `[Kind & word|word]` (also one of these words), `[Kind - word]` (none of
//! them), `(group as slot)`, a bare word (any case; written with a capital it needs one), punctuation (`\` before a sign of the
//! language), `_` (a plain word: never a mention or punctuation), `( | )`, `?`, `{m,n}`, `^`, `$`, `@macro`, and `>>` before what
//! must follow but is no part of the hit. Of all matches that begin at one unit the longest counts. `each(group){m,n}` is a list: what
//! its repetitions catch belongs together repetition by repetition, and `emit` speaks once for each.
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
