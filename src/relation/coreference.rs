//! "The prime minister" leads back to the person whom this article gives that role, when only one fits.

use crate::base::hash::FastMap;
use crate::gazetteer::Kind;
use crate::mention::{Mention, Mentions, Via};
use crate::text::Document;

use super::assertion::{Assertion, Status};

/// Adds a mention of the person to every definite role that no assertion uses and that fits one person only.
pub(super) fn resolve(assertions: &[Assertion], document: &Document, mentions: &mut Mentions) {
    let mut holders: FastMap<String, Vec<u32>> = FastMap::default();
    let mut used = vec![false; mentions.mentions.len()];
    for a in assertions.iter().filter(|a| a.relation == "holds_role") {
        let Some(r) = a.role else { continue };
        used[r as usize] = true;
        let role = mentions.mentions[r as usize].role.as_ref();
        let (Some(role), Some(person)) = (role, mentions.mentions[a.subject as usize].entity) else { continue };
        if a.status != Status::Former {
            let all = holders.entry(role.name.clone()).or_default();
            if !all.contains(&person) {
                all.push(person);
            }
        }
    }
    let mut found = Vec::new();
    for (i, m) in mentions.mentions.iter().enumerate() {
        let Some(role) = m.role.as_ref().filter(|r| !used[i] && !r.plural) else { continue };
        let before = m.tokens.start.checked_sub(1);
        let the = before.is_some_and(|b| document.token_text(b as usize).eq_ignore_ascii_case("the"));
        let next =
            mentions.mentions.get(i + 1).is_some_and(|n| n.tokens.start == m.tokens.end && n.kind == Kind::Person);
        let goes_on = (m.tokens.end as usize) < document.tokens.len()
            && matches!(document.token_text(m.tokens.end as usize), "of" | "for" | "," | "-");
        if !the || next || goes_on {
            continue;
        }
        if let Some([person]) = holders.get(&role.name).map(Vec::as_slice) {
            found.push(Mention {
                kind: Kind::Person,
                via: Via::Coreference,
                entity: Some(*person),
                role: None,
                ..m.clone()
            });
        }
    }
    // Behind all others, so that indices into the mentions stay what they are.
    mentions.mentions.extend(found);
}
