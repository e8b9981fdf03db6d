//! The lists inside the binary, as `build.rs` compiled them from `gazetteers/`.

use super::Gazetteer;

/// Puts bytes at a multiple of eight.
#[repr(C, align(8))]
struct Aligned<T: ?Sized>(T);

static BYTES: &Aligned<[u8]> = &Aligned(*include_bytes!(concat!(env!("OUT_DIR"), "/gazetteer.bin")));

pub(super) fn gazetteer() -> Gazetteer {
    Gazetteer::from_bytes(&BYTES.0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::gazetteer::{Kind, Via};

    #[test]
    fn well_known_names() {
        let g = gazetteer();
        for (name, kind, id) in [
            ("Sergey Lavrov", Kind::Person, "p:sergey-lavrov"),
            ("US", Kind::Place, "US"),
            ("foreign minister", Kind::Role, "r:foreign-minister"),
            ("White House", Kind::Organization, "o:white-house"),
        ] {
            let found = g.lookup(name);
            let fits = |c: &crate::gazetteer::Candidate| g.entry(c.entry).id() == id && g.kind(c.entry) == kind;
            assert!(
                found.iter().any(fits),
                "{name}: {:?}",
                found.iter().map(|c| g.entry(c.entry).id()).collect::<Vec<_>>()
            );
        }
        let russian = g.lookup("Russian");
        assert!(russian.iter().any(|c| c.via() == Via::Demonym && g.entry(c.entry).id() == "RU"));
        let kremlin = g.by_id("o:kremlin").unwrap();
        assert_eq!(g.entry(g.stands_for(kremlin).unwrap()).id(), "RU");
        let lavrov = g.by_id("p:sergey-lavrov").unwrap();
        assert!(g.positions_of(lavrov).any(|p| g.entry(p.role()).id() == "r:foreign-minister"));
    }

    #[test]
    fn adding_nothing_changes_nothing() {
        let g = gazetteer();
        let again = g.with(&[]).unwrap();
        assert_eq!(g.len(), again.len());
        assert_eq!(g.entries.len(), again.entries.len());
        assert_eq!(g.matcher.len(), again.matcher.len());
        assert_eq!(g.positions.len(), again.positions.len());
    }
}
