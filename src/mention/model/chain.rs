//! The chain itself: scores, forward and backward sums, and what they say of a row of words.

use std::ops::Range;

use crate::base::hash::FastMap;

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

/// What a model has learnt.
#[derive(Clone, Debug, Default)]
pub struct Weights {
    /// Weight of each feature for each label.
    pub features: FastMap<u64, [f32; LABELS]>,
    /// Weight of each label behind each label.
    pub transitions: [[f32; LABELS]; LABELS],
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
                _ => drop(weights.features.insert(u64::from_str_radix(key, 16).map_err(|_| number)?, row)),
            }
        }
        Ok(weights)
    }
}

/// Whether a label may stand behind another: an inside only behind its own beginning or inside. The start counts as none.
fn may_follow(left: usize, right: usize) -> bool {
    right == 0 || right % 2 == 1 || left == right || left + 1 == right
}

/// Sums over all labellings of a chain.
#[derive(Clone, Debug, Default)]
pub struct Marginals {
    scores: Vec<[f64; LABELS]>,
    forward: Vec<[f64; LABELS]>,
    backward: Vec<[f64; LABELS]>,
    total: f64,
}

impl Marginals {
    /// Computes all sums, in logarithms.
    pub fn compute(&mut self, features: &[Vec<u64>], weights: &Weights) {
        let score = |features: &Vec<u64>| {
            let mut sum = [0.0; LABELS];
            for w in features.iter().filter_map(|f| weights.features.get(f)) {
                for (s, w) in sum.iter_mut().zip(w) {
                    *s += f64::from(*w);
                }
            }
            sum
        };
        self.scores.clear();
        self.scores.extend(features.iter().map(score));
        let n = self.scores.len();
        self.forward.clear();
        self.backward.clear();
        self.backward.resize(n, [0.0; LABELS]);
        for at in 0..n {
            let mut row = [f64::NEG_INFINITY; LABELS];
            for (right, value) in row.iter_mut().enumerate() {
                *value = self.scores[at][right]
                    + match at {
                        0 if may_follow(0, right) => f64::from(weights.transitions[0][right]),
                        0 => f64::NEG_INFINITY,
                        _ => log_sum(
                            |left| self.forward[at - 1][left] + f64::from(weights.transitions[left][right]),
                            |left| may_follow(left, right),
                        ),
                    };
            }
            self.forward.push(row);
        }
        for at in (0..n.saturating_sub(1)).rev() {
            for left in 0..LABELS {
                self.backward[at][left] = log_sum(
                    |right| {
                        f64::from(weights.transitions[left][right])
                            + self.scores[at + 1][right]
                            + self.backward[at + 1][right]
                    },
                    |right| may_follow(left, right),
                );
            }
        }
        self.total = self.forward.last().map_or(0.0, |row| log_sum(|l| row[l], |_| true));
    }

    /// Probability of a label at a place.
    #[must_use]
    pub fn of(&self, at: usize, label: usize) -> f64 {
        (self.forward[at][label] + self.backward[at][label] - self.total).exp()
    }

    /// Probability of two labels at a place and the next.
    #[must_use]
    pub fn of_pair(&self, at: usize, left: usize, right: usize, weights: &Weights) -> f64 {
        if !may_follow(left, right) {
            return 0.0;
        }
        let step =
            f64::from(weights.transitions[left][right]) + self.scores[at + 1][right] + self.backward[at + 1][right];
        (self.forward[at][left] + step - self.total).exp()
    }

    /// Logarithm of the probability of a whole labelling.
    #[must_use]
    pub fn of_labels(&self, labels: &[usize], weights: &Weights) -> f64 {
        let mut sum = 0.0;
        let mut left = 0;
        for (score, &label) in self.scores.iter().zip(labels) {
            sum += f64::from(weights.transitions[left][label]) + score[label];
            left = label;
        }
        sum - self.total
    }

    /// Probability that exactly these tokens of the chain are one name; `kind` is 0 for persons, 1 for places, 2 for organizations.
    #[must_use]
    pub fn of_name(&self, range: Range<usize>, kind: usize, weights: &Weights) -> f64 {
        let (begin, inside) = (1 + 2 * kind, 2 + 2 * kind);
        let mut sum = self.forward[range.start][begin];
        for at in range.start + 1..range.end {
            let left = if at == range.start + 1 { begin } else { inside };
            sum += f64::from(weights.transitions[left][inside]) + self.scores[at][inside];
        }
        let last = if range.len() == 1 { begin } else { inside };
        let rest = if range.end == self.scores.len() {
            0.0
        } else {
            log_sum(
                |right| {
                    f64::from(weights.transitions[last][right])
                        + self.scores[range.end][right]
                        + self.backward[range.end][right]
                },
                |right| may_follow(last, right) && right != inside,
            )
        };
        (sum + rest - self.total).exp()
    }
}

/// Logarithm of the sum of the exponentials of the allowed labels.
fn log_sum(value: impl Fn(usize) -> f64, allowed: impl Fn(usize) -> bool) -> f64 {
    let mut values = [f64::NEG_INFINITY; LABELS];
    let mut most = f64::NEG_INFINITY;
    for (label, v) in values.iter_mut().enumerate().filter(|(l, _)| allowed(*l)) {
        *v = value(label);
        most = most.max(*v);
    }
    if most == f64::NEG_INFINITY {
        return most;
    }
    most + values.iter().map(|v| (v - most).exp()).sum::<f64>().ln()
}
