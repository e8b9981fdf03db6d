//! Pieces that a sentence can be cut into, each with a weight.

use crate::gazetteer::{Flags, Hit, Kind, Modifier};

use super::role;

/// What a piece is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Label {
    Person,
    Place,
    Organization,
    Demonym,
    Role,
    /// former, acting, deputy, current
    Modifier,
    /// Mr, Dr
    Title,
    /// MP, PhD behind a name
    Suffix,
    Date,
    Number,
    /// Capitalised words whose kind is open.
    Name,
    /// Any other word or mark.
    Plain,
}

impl Label {
    /// The label of a named kind.
    pub(super) fn of(kind: Kind) -> Label {
        match kind {
            Kind::Person => Label::Person,
            Kind::Place => Label::Place,
            Kind::Organization => Label::Organization,
            Kind::Role => Label::Role,
        }
    }

    /// The kind of thing that a name of this label names.
    pub(super) fn kind(self) -> Option<Kind> {
        match self {
            Label::Person => Some(Kind::Person),
            Label::Place | Label::Demonym => Some(Kind::Place),
            Label::Organization => Some(Kind::Organization),
            _ => None,
        }
    }

    /// Whether pieces of this label are names.
    pub(super) fn is_name(self) -> bool {
        matches!(self, Label::Person | Label::Place | Label::Organization | Label::Name)
    }
}

/// Why a piece may be there.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Source {
    /// Nothing but its looks.
    Plain,
    /// A list has it; `weak` if every reading of its label needs support.
    Listed {
        hit: Hit,
        weak: bool,
    },
    /// A role with the words around it.
    Role(role::Span),
    Modifier(Modifier, Flags),
    /// A construction inside the name, by its name.
    Rule(&'static str),
}

/// A piece with its weight.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Segment {
    pub(super) start: u32,
    pub(super) end: u32,
    pub(super) label: Label,
    pub(super) score: f32,
    /// Whether its first word has a capital that no rule of spelling explains.
    pub(super) capital: bool,
    pub(super) source: Source,
}

impl Segment {
    /// Whether its own words show what it is.
    fn is_sure(&self) -> bool {
        matches!(self.source, Source::Listed { weak: false, .. } | Source::Rule("given-name" | "initials" | "nickname"))
    }

    pub(super) fn tokens(&self) -> std::ops::Range<u32> {
        self.start..self.end
    }
}

/// Weight of two pieces that stand side by side without anything between them.
fn transition(left: &Segment, right: &Segment) -> f32 {
    // A capitalised word that nothing explains is the rest of a name.
    let open = |s: &Segment| if s.label == Label::Plain && s.capital { Label::Name } else { s.label };
    use Label::{Demonym, Modifier, Name, Organization, Person, Place, Role, Suffix, Title};
    match (open(left), open(right)) {
        (Role, Person) => match left.source {
            Source::Role(span) if span.needs_name => 0.8,
            Source::Role(span) if span.plural => 1.5,
            _ => 2.6,
        },
        (Title, Person | Role) => 4.0,
        (Title, Place | Organization | Demonym | Name) => -1.0,
        (Demonym, Role) => 0.6,
        (Demonym, Person) | (Modifier, Role) => 0.3,
        (Organization, Role) => 0.5,
        (Person, Person) => -6.0,
        (Name, Person) | (Person, Name) => -4.0,
        (Place, Person) if right.is_sure() => -0.8,
        (Place, Person | Name) | (Person, Place | Organization) => -3.0,
        (Name | Person, Role) if right.capital => -1.2,
        // "The state's | attorney general", not "state's attorney | general".
        (Role, Role) if !right.capital => -5.0,
        (Organization, Name | Person) | (Name, Organization | Place) | (Place | Organization, Place) => -1.8,
        (Place, Organization) => -2.2,
        (Organization | Demonym, Organization) => -0.8,
        (Demonym, Name) => -0.5,
        (Person, Suffix) => 0.5,
        _ => 0.0,
    }
}

/// What of a left segment decides about its transitions: its label, and for roles its number and weight.
fn class(s: &Segment) -> usize {
    match (s.label, s.source) {
        (Label::Role, Source::Role(span)) if span.needs_name => 12,
        (Label::Role, Source::Role(span)) if span.plural => 13,
        (Label::Plain, _) if s.capital => 14,
        (label, _) => label as usize,
    }
}

const CLASSES: usize = 15;

/// Index of no segment.
const START: u32 = u32::MAX;

/// The best way to cut `tokens` into segments of the lattice, which holds at least one segment of one token for each.
///
/// `lattice` is sorted by start. Linear in the number of segments: at each place only the best segment of each class that ends
/// there is remembered.
pub(super) fn best_path(
    lattice: &[Segment],
    tokens: std::ops::Range<u32>,
    buffers: &mut Buffers,
    out: &mut Vec<Segment>,
) {
    let width = (tokens.end - tokens.start) as usize + 1;
    let Buffers { back, ending, classes } = buffers;
    back.clear();
    ending.clear();
    ending.resize(width * CLASSES, (f32::NEG_INFINITY, START));
    classes.clear();
    classes.resize(width, 0);
    for (i, segment) in (0u32..).zip(lattice) {
        let at = (segment.start - tokens.start) as usize;
        let (mut total, mut from) = if at == 0 { (0.0, START) } else { (f32::NEG_INFINITY, START) };
        let mut left_classes = classes[at];
        while left_classes != 0 {
            let (score, left) = ending[at * CLASSES + left_classes.trailing_zeros() as usize];
            let sum = score + transition(&lattice[left as usize], segment);
            if sum > total {
                (total, from) = (sum, left);
            }
            left_classes &= left_classes - 1;
        }
        back.push(from);
        let (end, class) = ((segment.end - tokens.start) as usize, class(segment));
        let place = &mut ending[end * CLASSES + class];
        if total + segment.score > place.0 {
            *place = (total + segment.score, i);
            classes[end] |= 1 << class;
        }
    }
    let last = ending[(width - 1) * CLASSES..].iter().copied();
    let mut at = last.fold((f32::NEG_INFINITY, START), |a, b| if b.0 > a.0 { b } else { a }).1;
    let first = out.len();
    while at != START {
        out.push(lattice[at as usize]);
        at = back[at as usize];
    }
    out[first..].reverse();
}

/// Memory of [`best_path`] that is used again for the next sentence.
#[derive(Debug, Default)]
pub(super) struct Buffers {
    back: Vec<u32>,
    /// Score and index of the best segment of each class that ends at each place.
    ending: Vec<(f32, u32)>,
    /// Bits of the classes of the segments that end at each place.
    classes: Vec<u32>,
}
