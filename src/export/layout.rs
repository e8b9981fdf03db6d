//! Where everything of a picture stands, without Graphviz: each group of connected shapes, and each frame, is laid out in layers from
//! left to right (Sugiyama's method, by `rust-sugiyama`), and the groups are packed into columns.

use std::collections::{BTreeMap, BTreeSet};

use petgraph::stable_graph::StableDiGraph;
use petgraph::unionfind::UnionFind;
use rust_sugiyama::configure::Config;

use super::label::{Text, label, size};
use super::picture::{Line, Picture};

/// Room between a shape and the next of its layer, and between groups.
const GAP: f64 = 14.0;

/// Font size of the labels of lines.
pub(super) const LINE_LABEL: f64 = 10.0;

/// Room between layers, at least; the labels of lines stand in it.
const LAYER_GAP: f64 = 64.0;

/// Width of rows of shapes that stand alone.
const ROW: f64 = 520.0;

/// Room around the shapes of a frame; its name stands above them.
const FRAME: f64 = 12.0;

/// Width of a picture by its height that is aimed at.
const ASPECT: f64 = 1.5;

/// A rectangle, by its middle.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Rect {
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) width: f64,
    pub(super) height: f64,
}

/// A picture with places.
#[derive(Debug, Default, PartialEq)]
pub(super) struct Layout {
    /// By index of the shape.
    pub(super) labels: Vec<Vec<Text>>,
    /// By index of the shape.
    pub(super) boxes: Vec<Rect>,
    /// By index of the shape whose frame it is.
    pub(super) frames: BTreeMap<usize, Rect>,
    pub(super) width: f64,
    pub(super) height: f64,
}

impl Layout {
    pub(super) fn new(picture: &Picture<'_>) -> Layout {
        let labels: Vec<Vec<Text>> = picture.shapes.iter().map(label).collect();
        let sizes = labels.iter().zip(&picture.shapes).map(|(label, shape)| size(label, shape));
        let mut layout = Layout { boxes: sizes.collect(), labels, ..Layout::default() };
        let mut groups: Vec<(Rect, Vec<usize>)> = groups(picture)
            .into_iter()
            .map(|group| (arrange(picture, &mut layout.boxes, &group), group))
            .map(|(extent, group)| (if framed(picture, &group) { with_frame(extent) } else { extent }, group))
            .collect();
        // The most prominent first.
        let prominence = |group: &[usize]| group.iter().map(|&i| picture.shapes[i].prominence).fold(0.0, f64::max);
        let is_alone = |group: &[usize]| !picture.lines.iter().any(|l| !l.is_side && group.contains(&l.ends.0));
        groups.sort_by(|(_, a), (_, b)| {
            is_alone(a).cmp(&is_alone(b)).then(prominence(b).total_cmp(&prominence(a))).then(b.len().cmp(&a.len()))
        });
        let (places, width, height) = pack(&groups.iter().map(|g| g.0).collect::<Vec<_>>());
        for ((extent, group), (left, top)) in groups.iter().zip(places) {
            let (dx, dy) = (left - extent.left(), top - extent.top());
            for &i in group {
                layout.boxes[i].x += dx;
                layout.boxes[i].y += dy;
            }
            if framed(picture, group)
                && let Some(frame) = picture.shapes[group[0]].frame
            {
                layout.frames.insert(frame, Rect { x: extent.x + dx, y: extent.y + dy, ..*extent });
            }
        }
        Layout { width, height, ..layout }
    }
}

impl Rect {
    pub(super) fn left(&self) -> f64 {
        self.x - self.width / 2.0
    }

    pub(super) fn top(&self) -> f64 {
        self.y - self.height / 2.0
    }

    pub(super) fn right(&self) -> f64 {
        self.x + self.width / 2.0
    }

    fn bottom(&self) -> f64 {
        self.y + self.height / 2.0
    }

    fn around(rects: impl Iterator<Item = Rect>) -> Rect {
        let (mut left, mut top, mut right, mut bottom) = (f64::MAX, f64::MAX, f64::MIN, f64::MIN);
        for r in rects {
            (left, top) = (left.min(r.left()), top.min(r.top()));
            (right, bottom) = (right.max(r.right()), bottom.max(r.bottom()));
        }
        let (width, height) = (right - left, bottom - top);
        Rect { x: left + width / 2.0, y: top + height / 2.0, width, height }
    }
}

fn framed(picture: &Picture<'_>, group: &[usize]) -> bool {
    picture.shapes[group[0]].frame.is_some()
}

fn with_frame(r: Rect) -> Rect {
    Rect { y: r.y - FRAME / 2.0, width: r.width + 2.0 * FRAME, height: r.height + 3.0 * FRAME, ..r }
}

/// Shapes that are laid out together: those of a frame, and those that stated edges connect.
fn groups(picture: &Picture<'_>) -> Vec<Vec<usize>> {
    let mut sets = UnionFind::new(picture.shapes.len());
    for (i, shape) in picture.shapes.iter().enumerate() {
        if let Some(frame) = shape.frame {
            sets.union(i, frame);
        }
    }
    for line in picture.lines.iter().filter(|l| !l.is_side) {
        let (a, b) = line.ends;
        if picture.shapes[a].frame == picture.shapes[b].frame {
            sets.union(a, b);
        }
    }
    let mut groups: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for i in 0..picture.shapes.len() {
        groups.entry(sets.find(i)).or_default().push(i);
    }
    // Those that stand alone, without a frame, are one group.
    let (alone, mut groups): (Vec<_>, Vec<_>) = groups.into_values().partition(|g| g.len() == 1 && !framed(picture, g));
    groups.extend(Some(alone.concat()).filter(|g| !g.is_empty()));
    groups
}

/// Places the shapes of a group, and says where they are.
fn arrange(picture: &Picture<'_>, boxes: &mut [Rect], group: &[usize]) -> Rect {
    // People stand left of offices, offices left of what they are of; no way leads back.
    let order = |i: usize| {
        let kind = ["person", "role"].iter().position(|k| *k == picture.shapes[i].node.kind);
        (kind.unwrap_or(2), i)
    };
    let mut graph = StableDiGraph::<usize, ()>::new();
    let nodes: BTreeMap<usize, _> = group.iter().map(|&i| (i, graph.add_node(i))).collect();
    let mut edges = BTreeSet::new();
    for line in picture.lines.iter().filter(|l| !l.is_side) {
        let (a, b) = line.ends;
        let (a, b) = if order(a) <= order(b) { (a, b) } else { (b, a) };
        if let (Some(from), Some(to)) = (nodes.get(&a), nodes.get(&b))
            && a != b
        {
            edges.insert((*from, *to));
        }
    }
    edges.into_iter().for_each(|(a, b)| _ = graph.add_edge(a, b, ()));
    if graph.edge_count() == 0 && !framed(picture, group) {
        return in_rows(boxes, group);
    }
    let config = Config { vertex_spacing: GAP, ..Config::default() };
    // Layers of the crate lie one below the other.
    let width = |l: &Line<'_>| Text { text: l.label.clone(), size: LINE_LABEL, is_bold: false }.width() + 28.0;
    let of_group = picture.lines.iter().filter(|l| !l.is_side && nodes.contains_key(&l.ends.0));
    let gap = of_group.map(width).fold(LAYER_GAP, f64::max);
    let size = |_, &i: &usize| (boxes[i].height, boxes[i].width + gap);
    let layouts = rust_sugiyama::from_graph(&graph, &size, &config);
    // What nothing connects within a frame stands one below the other.
    let mut top = 0.0;
    for (places, _, _) in layouts {
        let at = |&(n, (y, x))| Rect { x, y, ..boxes[graph[n]] };
        let extent = Rect::around(places.iter().map(at));
        for (n, (y, x)) in places {
            (boxes[graph[n]].x, boxes[graph[n]].y) = (x, y + top - extent.top());
        }
        top += extent.height + GAP;
    }
    Rect::around(group.iter().map(|&i| boxes[i]))
}

/// Places shapes that nothing connects in rows.
fn in_rows(boxes: &mut [Rect], group: &[usize]) -> Rect {
    let (mut left, mut top, mut height) = (0.0, 0.0, 0.0_f64);
    for &i in group {
        let r = &mut boxes[i];
        if left + r.width > ROW {
            (left, top, height) = (0.0, top + height + GAP, 0.0);
        }
        (r.x, r.y) = (left + r.width / 2.0, top + r.height / 2.0);
        (left, height) = (left + r.width + GAP, height.max(r.height));
    }
    Rect::around(group.iter().map(|&i| boxes[i]))
}

/// Packs rectangles into columns, in their order; gives their left upper corners, and the whole's width and height.
fn pack(rects: &[Rect]) -> (Vec<(f64, f64)>, f64, f64) {
    let tries = (1..=rects.len().clamp(1, 12)).map(|columns| into_columns(rects, columns));
    let distance = |(_, width, height): &(Vec<_>, f64, f64)| (width / height.max(1.0) / ASPECT).ln().abs();
    tries.min_by(|a, b| distance(a).total_cmp(&distance(b))).unwrap_or_default()
}

fn into_columns(rects: &[Rect], columns: usize) -> (Vec<(f64, f64)>, f64, f64) {
    let mut heights = vec![0.0; columns];
    let mut widths = vec![0.0_f64; columns];
    let mut places = Vec::new();
    for rect in rects {
        let lowest = (0..columns).min_by(|&a, &b| f64::total_cmp(&heights[a], &heights[b])).unwrap_or_default();
        places.push((lowest, heights[lowest]));
        heights[lowest] += rect.height + GAP;
        widths[lowest] = widths[lowest].max(rect.width);
    }
    let lefts: Vec<f64> = (0..columns).map(|c| widths[..c].iter().map(|w| w + 2.0 * GAP).sum()).collect();
    let width = lefts[columns - 1] + widths[columns - 1];
    let height = heights.into_iter().fold(0.0, f64::max) - GAP;
    (places.into_iter().map(|(c, top)| (lefts[c], top)).collect(), width, height.max(0.0))
}
