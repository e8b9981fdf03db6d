//! Which of the things that a rule caught belong to a role: its scope, its status, a party that is a membership instead.

use crate::gazetteer::Kind;
use crate::mention::{self, Via};
use crate::pattern::{Arg, Capture, Emit, Hit};
use crate::text::Shape;

use super::assertion::{Object, Status};
use super::extract::{Sentence, captures};

impl Sentence<'_> {
    /// The plain noun beside a role that stands for its scope.
    pub(super) fn noun(&self, hit: &Hit, role: Capture) -> Option<u32> {
        let beside = |c: &Capture| c.round == role.round || c.round == 0;
        hit.captures(self.rules.slot("noun")?).find(beside).map(|c| self.places[c.start as usize].tokens.start)
    }

    /// The scope of a role among what the slot caught around it, and a party that is none but a membership.
    pub(super) fn scope(
        &self,
        hit: &Hit,
        slot: Option<&Arg>,
        (subject, role): (Capture, Capture),
        roles: &[Capture],
        role_mention: Option<u32>,
    ) -> (Option<Object>, Option<u32>) {
        let all = captures(hit, slot);
        let words = role_mention.and_then(|r| self.mentions.mentions[r as usize].role.as_ref());
        // In a list of people each has a scope of its own, in a list of roles each role.
        let round = if role.round == 0 { subject.round } else { role.round };
        let own = |c: &&Capture| c.round == round;
        let mut before: Vec<u32> =
            all.iter().filter(own).filter(|c| c.start < role.start).filter_map(|&c| self.mention(c)).collect();
        let mut after: Vec<u32> =
            all.iter().filter(own).filter(|c| c.start > role.start).filter_map(|&c| self.mention(c)).collect();
        // "Its chairwoman, Senator Jane Doe of Ohio" is chairwoman of "it".
        let owned = self.noun(hit, role).is_some_and(|n| n < self.places[role.start as usize].tokens.start);
        let owned = owned && roles.iter().any(|r| r.start > role.start);
        if owned {
            after.clear();
        }
        if before.is_empty() && after.is_empty() && !owned {
            // What stands around the whole list belongs to each of its parts; what stands behind the next role to this one too.
            let shared = |c: &&Capture| c.round == 0 && round > 0;
            let first = roles.iter().map(|r| r.start).min().unwrap_or(role.start);
            let own_article =
                role.start > 0 && self.is_any(role.start as usize - 1, &["a", "an", "his", "her", "former"]);
            let first = if own_article { 0 } else { first };
            before.extend(all.iter().filter(shared).filter(|c| c.start < first).filter_map(|&c| self.mention(c)));
            let next = roles.iter().position(|r| *r == role).and_then(|i| roles.get(i + 1));
            // "A pastor and former mayor of Cork": only offices of one time share what stands behind the last.
            let joint = |n: &Capture| n.start <= role.end + 1;
            let follows = |c: &&Capture| match next {
                // "Director and chairman of Maersk", not "minister, mayor of Cork".
                Some(n) => {
                    c.start > n.start && c.round == n.round && !self.is_any(n.start as usize - 1, &[","]) && joint(n)
                }
                None => shared(c) && c.start > role.start && roles.len() == 1,
            };
            // "Former prime minister and leader of the Green Party": a country's office is of no party; a lawyer and mayor of Cork is
            // its mayor.
            let fits = |m: &u32| {
                let place = self.mentions.mentions[*m as usize].kind == Kind::Place;
                next.is_none()
                    || words.is_none_or(|w| {
                        (!self.is_party(*m) || self.is_party_role(w, *m)) && !(place && self.is_trade(w))
                    })
            };
            after.extend(all.iter().filter(follows).filter_map(|&c| self.mention(c)).filter(fits));
        }
        // "Lead author Professor Jane Doe of Leeds" is professor there.
        let next = roles.iter().position(|r| *r == role).and_then(|i| roles.get(i + 1));
        if next.is_some_and(|n| n.start == role.end && n.end <= subject.start) {
            after.retain(|&m| {
                self.mentions.mentions[m as usize].tokens.start < self.places[role.end as usize].tokens.start
            });
        }
        // "Republican senator" is a membership, "Labour leader" and "Labour Party's treasurer" are roles of the party.
        let adjective = |m: u32| self.is_party(m) && words.is_some_and(|w| !self.is_party_role(w, m));
        let whole = |c: &&Capture| c.round == 0 && c.start < role.start;
        let membership = before.iter().copied().rfind(|&m| adjective(m)).or_else(|| {
            // "Two Republican senators, A of Ohio and B of Utah".
            let mut shared = all.iter().filter(whole).filter_map(|&c| self.mention(c));
            if subject.round > 0 { shared.rfind(|&m| adjective(m)) } else { None }
        });
        // "The Conservative chair of the committee", "premier Jane Doe of the Green Party".
        let noun = self.noun(hit, role).is_some_and(|n| n > self.places[role.start as usize].tokens.start);
        let membership = membership.or_else(|| before.iter().copied().rfind(|&m| noun && self.is_party(m)));
        let behind = |m: u32| {
            self.mentions.mentions[m as usize].tokens.start >= self.places[subject.end as usize - 1].tokens.end
        };
        let membership = membership
            .or_else(|| after.iter().copied().find(|&m| subject.start >= role.end && behind(m) && adjective(m)));
        after.retain(|m| membership != Some(*m));
        before.retain(|&m| !adjective(m) && membership != Some(m));
        const SENT: &[&str] =
            &["ambassador", "envoy", "emissary", "consul", "high commissioner", "permanent representative"];
        let sends = words.is_some_and(|w| SENT.iter().any(|e| w.name.contains(e)));
        // "Greenpeace's Brazil director" is of Greenpeace.
        if let [.., body, place] = before[..] {
            let (body, place) = (&self.mentions.mentions[body as usize], &self.mentions.mentions[place as usize]);
            if body.kind == Kind::Organization && place.kind == Kind::Place && place.via != Via::Demonym {
                before.pop();
            }
        }
        // "Greenpeace's campaign manager for the Arctic", "the BBC correspondent in Paris": whose somebody is goes before where.
        let kind = |m: Option<&u32>| m.map(|&m| self.mentions.mentions[m as usize].kind);
        let body = before.last().is_some_and(|&m| !self.is_party(m)) && kind(before.last()) == Some(Kind::Organization);
        let owned = body && kind(after.first()) == Some(Kind::Place);
        let chosen = if sends {
            before.first().or(after.first())
        } else if owned {
            before.last()
        } else {
            after.first().or(before.last())
        };
        (chosen.map(|&m| Object::Mention(m)), membership)
    }

    /// Whether the lists allow that one place lies in another.
    pub(super) fn may_lie_in(&self, inner: u32, outer: u32) -> bool {
        let entry = |m: u32| self.mentions.entry(m, self.gazetteer);
        let (Some(inner), Some(outer)) = (entry(inner), entry(outer)) else { return true };
        let parents = std::iter::successors(inner.parent(), |&p| self.gazetteer.entry(p).parent());
        self.gazetteer.country(inner.index) == Some(outer.index) || parents.take(8).any(|p| p == outer.index)
    }

    pub(super) fn is_party(&self, mention: u32) -> bool {
        self.mentions.mentions[mention as usize].party
    }

    /// Whether a role behind a party's name is one of the party.
    fn is_party_role(&self, words: &mention::RoleWords, party: u32) -> bool {
        const OWN: &str = "leader|chair|chairman|chairwoman|chairperson|spokesperson|spokesman|spokeswoman|whip|founder|treasurer|\
            activist|strategist|organizer|operative|secretary-general|general secretary|co-leader|donor";
        const WHOLE: &str = "president|vice president|official|member|head|chief|director|candidate";
        let name = words.name.as_str();
        let among =
            |list: &str| list.split('|').any(|o| name == o || name.strip_suffix(o).is_some_and(|n| n.ends_with(' ')));
        let end = self.mentions.mentions[party as usize].tokens.end as usize;
        let last = self.document.token_text(end - 1);
        let whole = matches!(last, "Party" | "Alliance" | "Congress" | "Union" | "Front" | "Movement");
        let possessive = self.document.tokens.get(end).is_some_and(|t| t.shape.has(Shape::POSSESSIVE));
        let of_party = self.gazetteer.entry(words.head).category() == "party";
        let of_chamber = ["majority", "minority", "committee ", "council ", "board "].iter().any(|w| name.contains(w));
        // "The Democratic chairman" leads a committee in Congress.
        let of_chamber = of_chamber
            || matches!(last, "Democratic" | "Republican") && ["chair", "chairman", "chairwoman"].contains(&name);
        words.candidate || among(OWN) && !of_chamber || (whole || possessive) && (among(WHOLE) || of_party)
    }

    /// Whether a role is what somebody is by trade, and not an office.
    pub(super) fn is_trade(&self, words: &mention::RoleWords) -> bool {
        const TRADES: &[&str] =
            &["arts", "sport", "media", "academia", "science", "business", "law", "health", "occupation"];
        TRADES.contains(&self.gazetteer.entry(words.head).category())
    }

    /// Whether an adjective before an occupation says whose citizen somebody is.
    pub(super) fn is_nationality(&self, land: u32, role: u32) -> bool {
        let mention = &self.mentions.mentions[land as usize];
        let words = self.mentions.mentions[role as usize].role.as_ref();
        mention.via == mention::Via::Demonym
            && mention.kind == Kind::Place
            && mention.tokens.end <= self.mentions.mentions[role as usize].tokens.start
            && words.is_some_and(|w| self.is_trade(w))
    }

    /// Status by the emit line, the modifier beside the role, or the role itself.
    pub(super) fn status(&self, hit: &Hit, emit: &Emit, role: Capture, role_mention: Option<u32>) -> Status {
        let slot = emit.args.get(3);
        let all = captures(hit, slot);
        let own: Vec<Capture> = all.iter().copied().filter(|c| c.round == role.round).collect();
        // "Former mayor and senator" shares its status, "former candidate Senator" does not.
        let joined = role.start > 0 && self.is_any(role.start as usize - 1, &["and", ",", "or", "&", "/"]);
        let shared = || all.iter().copied().filter(|c| c.round == 0 && joined).collect::<Vec<_>>();
        let mut found = None;
        for c in if own.is_empty() { shared() } else { own } {
            match self.modifier(c).map(Status::of) {
                Some(Some(status)) => found = Some(found.map_or(status, |old| stronger(old, status))),
                Some(None) => found = found.or(Some(Status::Current)),
                None => {}
            }
        }
        let candidate =
            role_mention.and_then(|r| self.mentions.mentions[r as usize].role.as_ref()).is_some_and(|r| r.candidate);
        let set = emit.setting("status").and_then(Status::parse);
        match found {
            Some(Status::Former) => Status::Former,
            _ if candidate => set.filter(|s| *s == Status::Former).unwrap_or(Status::Candidate),
            Some(status) => {
                if set == Some(Status::Former) && status == Status::Current {
                    Status::Former
                } else {
                    status
                }
            }
            None => set.unwrap_or(Status::Current),
        }
    }
}

/// Of two modifiers of one role ("former acting") the one that decides.
fn stronger(a: Status, b: Status) -> Status {
    if a == Status::Former || b == Status::Former { Status::Former } else { b }
}
