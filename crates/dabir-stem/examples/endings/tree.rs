//! The shortest table of endings that gives words what they ask for.

use crate::LEFT;
use std::collections::{BTreeMap, HashMap};
use std::fmt::Write;

/// What a line of the table must gain.
const COST: f64 = 0.9;
/// How much more a line for one word costs if no list has the word: unknown words are like these, and the line helps none of them.
const UNLISTED: f64 = 2.0;

/// A suffix, and what stands in its place; both empty if the word stays.
pub(crate) type Action = (String, String);

/// The word stays.
pub(crate) fn keep() -> Action {
    Action::default()
}

/// Words with what they ask for.
#[derive(Default)]
pub(crate) struct Table {
    root: Node,
    actions: Vec<Action>,
    ids: HashMap<Action, usize>,
}

#[derive(Default)]
struct Node {
    children: BTreeMap<char, Node>,
    /// Weight of each action asked for here.
    asked: BTreeMap<usize, f64>,
    /// Whether it ends a word that no list has.
    unlisted: bool,
    /// Least cost below, for what the nodes above say; for anything else.
    cost: BTreeMap<usize, f64>,
    other: f64,
    /// The best line to have here, and its cost.
    best: (f64, usize),
}

const ANY: usize = usize::MAX;

impl Table {
    fn id(&mut self, action: Action) -> usize {
        let next = self.actions.len();
        let id = *self.ids.entry(action.clone()).or_insert(next);
        if id == next {
            self.actions.push(action);
        }
        id
    }

    pub(crate) fn add(&mut self, word: &str, action: Action, weight: f64) {
        let id = self.id(action);
        let mut node = &mut self.root;
        let ending = word.trim_start_matches('-');
        for c in ending.chars().rev().chain((ending == word && !word.starts_with('|')).then_some('^')) {
            node = node.children.entry(c).or_default();
        }
        *node.asked.entry(id).or_default() += weight;
    }

    /// Marks the word as one that no list has.
    pub(crate) fn unlisted(&mut self, word: &str) {
        let mut node = &mut self.root;
        for c in word.chars().rev().chain(['^']) {
            node = node.children.entry(c).or_default();
        }
        node.unlisted = true;
    }

    pub(crate) fn lines(mut self) -> String {
        let keep = self.id(keep());
        self.root.solve("", &self.actions);
        let mut lines = String::new();
        self.root.print("", keep, &self.actions, &mut lines);
        lines
    }
}

impl Node {
    fn solve(&mut self, ending: &str, actions: &[Action]) {
        let all: f64 = self.asked.values().sum();
        self.other = all;
        for (&id, weight) in &self.asked {
            self.cost.insert(id, all - weight);
        }
        let mut ids: Vec<usize> = self.asked.keys().copied().collect();
        for (c, child) in &mut self.children {
            child.solve(&format!("{c}{ending}"), actions);
            ids.extend(child.cost.keys());
        }
        ids.sort_unstable();
        ids.dedup();
        let below = |id: usize| -> f64 {
            self.children.values().map(|c| c.under(id)).sum::<f64>()
                + self.asked.iter().filter(|(i, _)| **i != id).map(|(_, w)| w).sum::<f64>()
        };
        let other = below(ANY);
        let mut inherited: Option<Vec<(usize, f64)>> = None;
        let costs: Vec<(usize, f64)> = ids.iter().map(|&id| (id, below(id))).collect();
        if let Some(word) = ending.strip_prefix('^') {
            // No line cuts a word short unless it has the word itself.
            let kept =
                costs.iter().find(|(id, _)| actions[*id].0.is_empty()).map_or(other, |&(_, cost)| cost);
            let least = |suffix: &str| if suffix.starts_with("ها") { 2 } else { LEFT };
            let short =
                |id: usize| word.chars().count() < least(&actions[id].0) + actions[id].0.chars().count();
            inherited = Some(ids.iter().map(|&id| (id, if short(id) { kept } else { below(id) })).collect());
        }
        self.best = (f64::INFINITY, ANY);
        for &(id, cost) in &costs {
            // A line has its suffix in it; a half-space is no place to decide at.
            let suffix = &*actions[id].0;
            let general = !["م", "ت"].contains(&suffix) || ending.starts_with('^');
            if ending.trim_start_matches('^').ends_with(suffix)
                && general
                && !ending.is_empty()
                && cost < self.best.0
            {
                self.best = (cost, id);
            }
        }
        self.other = other;
        self.cost = inherited.unwrap_or(costs).into_iter().filter(|&(_, cost)| cost < other).collect();
    }

    /// The cost if the nodes above say `id`.
    fn under(&self, id: usize) -> f64 {
        self.cost.get(&id).copied().unwrap_or(self.other).min(self.best.0 + self.price())
    }

    /// What a line costs here. Words like those that no list has are many more.
    fn price(&self) -> f64 {
        if self.unlisted { UNLISTED * COST } else { COST }
    }

    fn print(&self, ending: &str, above: usize, actions: &[Action], lines: &mut String) {
        let inherited = self.cost.get(&above).copied().unwrap_or(self.other);
        let mut here = above;
        if self.best.1 != above && self.best.0 + self.price() < inherited {
            here = self.best.1;
            let (suffix, append) = &actions[here];
            if suffix.is_empty() {
                let _ = writeln!(lines, "{ending}");
            } else {
                let kept = ending.trim_start_matches('^');
                let kept = kept.strip_suffix(&**suffix).unwrap_or_default();
                let _ = writeln!(lines, "{ending}\t{kept}{append}");
            }
        }
        for (c, child) in &self.children {
            child.print(&format!("{c}{ending}"), here, actions, lines);
        }
    }
}
