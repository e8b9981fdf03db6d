//! The chain itself: scores, forward and backward sums, and what they say of a row of words.

use std::ops::Range;

use crate::base::hash::HashedMap;

/// Labels of a token: none, then beginning and inside of a person, a place, an organization.
pub const LABELS: usize = 7;

/// A row of tokens that is labelled as a whole.
#[derive(Clone, Debug)]
pub struct Chain {
    /// Tokens of the document.
    pub tokens: Range<u32>,
    /// Hashes of the features of each.
    pub features: Vec<Vec<u64>>,
}

/// A weight for each label.
pub type Row = [f32; LABELS];

/// Weights of features, whose rows lie close together.
#[derive(Clone, Debug, Default)]
pub struct Features {
    /// The number of each feature's row.
    numbers: HashedMap<u32>,
    rows: Vec<Row>,
}

impl Features {
    /// The weights of a feature, if it has any.
    #[must_use]
    pub fn get(&self, feature: u64) -> Option<&Row> {
        self.numbers.get(feature).map(|n| &self.rows[n as usize])
    }

    /// The weights of a feature, which is added without weight if it is new. A feature is never 0.
    pub fn entry(&mut self, feature: u64) -> &mut Row {
        let next = u32::try_from(self.rows.len()).expect("internal: fewer than 2^32 features");
        let number = self.numbers.get_or_insert(feature, next);
        if number == next {
            self.rows.push([0.0; LABELS]);
        }
        &mut self.rows[number as usize]
    }

    /// All features with their weights, in no order that means anything.
    pub fn iter(&self) -> impl Iterator<Item = (u64, &Row)> {
        self.numbers.iter().map(|(feature, number)| (feature, &self.rows[number as usize]))
    }
}

/// What a model has learnt.
#[derive(Clone, Debug, Default)]
pub struct Weights {
    /// Weights of each feature.
    pub features: Features,
    /// Weight of each label behind each label.
    pub transitions: [Row; LABELS],
}

/// Weights are written in these parts.
const SCALE: f32 = 32.0;

impl Weights {
    /// The weights of the built-in model.
    ///
    /// # Panics
    /// Never: a test reads the file.
    #[must_use]
    pub fn builtin() -> Self {
        Self::parse(include_str!("names.tsv")).expect("internal: names.tsv is well-formed")
    }

    /// Reads what the trainer writes: a row of seven parts for each label behind which others stand, then for each feature.
    ///
    /// # Errors
    /// The number of the line that is none of these.
    pub fn parse(text: &str) -> Result<Self, usize> {
        let mut weights = Weights::default();
        let lines = (1_usize..).zip(text.lines()).filter(|(_, l)| !l.starts_with('#') && !l.starts_with("feature"));
        for (number, line) in lines {
            let mut cells = line.split('\t');
            let key = cells.next().unwrap_or_default();
            let mut row = [0.0; LABELS];
            for w in &mut row {
                *w = cells.next().and_then(|c| c.parse::<i8>().ok()).map(f32::from).ok_or(number)? / SCALE;
            }
            match key.parse::<usize>() {
                Ok(label) if key.len() == 1 && label < LABELS => weights.transitions[label] = row,
                _ => *weights.features.entry(u64::from_str_radix(key, 16).map_err(|_| number)?) = row,
            }
        }
        Ok(weights)
    }
}

/// Whether a label may stand behind another: an inside only behind its own beginning or inside. The start counts as none.
fn may_follow(left: usize, right: usize) -> bool {
    right == 0 || right % 2 == 1 || left == right || left + 1 == right
}

/// Sums over all labellings of a chain, scaled at each token so that they stay near one (Rabiner 1989).
#[derive(Clone, Debug, Default)]
pub struct Marginals {
    /// Exponentials of the scores of each token, the largest one.
    scores: Vec<[f64; LABELS]>,
    /// Sum over all beginnings that end in a label, all labels together one.
    forward: Vec<[f64; LABELS]>,
    /// Sum over all rests behind a label, so that times `forward` it is the label's probability.
    backward: Vec<[f64; LABELS]>,
    /// What the sums of each token were divided by.
    scales: Vec<f64>,
    /// Exponentials of the transitions; zero for those that may not be.
    transitions: [[f64; LABELS]; LABELS],
}

impl Marginals {
    /// Takes the transitions of a model; to be called before [`Marginals::compute`] whenever they have changed.
    pub fn set_transitions(&mut self, weights: &Weights) {
        for (left, row) in self.transitions.iter_mut().enumerate() {
            for (right, value) in row.iter_mut().enumerate() {
                let weight = f64::from(weights.transitions[left][right]);
                *value = if may_follow(left, right) { weight.exp() } else { 0.0 };
            }
        }
    }

    /// Computes all sums.
    pub fn compute(&mut self, features: &[Vec<u64>], weights: &Weights) {
        let score = |features: &Vec<u64>| {
            let mut sum = [0.0_f32; LABELS];
            for w in features.iter().filter_map(|&f| weights.features.get(f)) {
                for (s, w) in sum.iter_mut().zip(w) {
                    *s += w;
                }
            }
            let most = sum.iter().copied().fold(f32::NEG_INFINITY, f32::max);
            sum.map(|s| f64::from(s - most).exp())
        };
        self.scores.clear();
        self.scores.extend(features.iter().map(score));
        let n = self.scores.len();
        self.forward.clear();
        self.scales.clear();
        let mut before = [0.0; LABELS];
        before[0] = 1.0;
        for score in &self.scores {
            let mut row = self.step(&before);
            for (value, score) in row.iter_mut().zip(score) {
                *value *= score;
            }
            let scale: f64 = row.iter().sum();
            before = row.map(|v| v / scale);
            self.forward.push(before);
            self.scales.push(scale);
        }
        self.backward.clear();
        self.backward.resize(n, [1.0; LABELS]);
        for at in (0..n.saturating_sub(1)).rev() {
            self.backward[at] = std::array::from_fn(|left| self.rest(at + 1, left, |_| true));
        }
    }

    /// Sums over the labels of a token and the moves from them.
    fn step(&self, from: &[f64; LABELS]) -> [f64; LABELS] {
        let mut row = [0.0; LABELS];
        for (left, weight) in from.iter().enumerate().filter(|(_, w)| **w > 0.0) {
            for (value, move_) in row.iter_mut().zip(&self.transitions[left]) {
                *value += weight * move_;
            }
        }
        row
    }

    /// Sum over all rests from a token on, behind a label, that begin with an allowed label.
    fn rest(&self, at: usize, left: usize, allowed: impl Fn(usize) -> bool) -> f64 {
        let one = |right: usize| self.transitions[left][right] * self.scores[at][right] * self.backward[at][right];
        (0..LABELS).filter(|&right| allowed(right)).map(one).sum::<f64>() / self.scales[at]
    }

    /// Probability of a label at a place.
    #[must_use]
    pub fn of(&self, at: usize, label: usize) -> f64 {
        self.forward[at][label] * self.backward[at][label]
    }

    /// Probability of two labels at a place and the next.
    #[must_use]
    pub fn of_pair(&self, at: usize, left: usize, right: usize) -> f64 {
        self.forward[at][left] * self.rest(at + 1, left, |r| r == right)
    }

    /// Logarithm of the probability of a whole labelling.
    #[must_use]
    pub fn of_labels(&self, labels: &[usize]) -> f64 {
        let mut sum = 0.0;
        let mut left = 0;
        for (at, &label) in labels.iter().enumerate() {
            sum += (self.transitions[left][label] * self.scores[at][label] / self.scales[at]).ln();
            left = label;
        }
        sum
    }

    /// Calls `see` with the range and probability of each name of a kind that begins at a token and has a probability over `least`;
    /// `kind` is 0 for persons, 1 for places, 2 for organizations.
    pub fn names(&self, from: usize, kind: usize, least: f64, mut see: impl FnMut(Range<usize>, f64)) {
        let (begin, inside) = (1 + 2 * kind, 2 + 2 * kind);
        let mut sum = self.forward[from][begin];
        let mut last = begin;
        for end in from + 1..=self.scores.len() {
            // All names that begin so, whatever their end.
            if sum * self.backward[end - 1][last] <= least {
                return;
            }
            if end == self.scores.len() {
                see(from..end, sum);
                return;
            }
            let p = sum * self.rest(end, last, |right| right != inside);
            if p > least {
                see(from..end, p);
            }
            sum *= self.transitions[last][inside] * self.scores[end][inside] / self.scales[end];
            last = inside;
        }
    }
}
