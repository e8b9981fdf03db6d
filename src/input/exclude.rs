//! Which files of folders and archives are left out (option `--exclude`).

use globset::{GlobBuilder, GlobSet, GlobSetBuilder};

/// Patterns of paths, written as in a `.gitignore`: `*.bak` anywhere, `drafts/` a folder anywhere, `/2019/*.html` from the
/// argument on; `**` runs over folders.
///
/// ```
/// use rolegraph::input::Exclude;
/// let exclude = Exclude::new(["*.bak", "drafts/", "/2019/*.html"]).unwrap();
/// let files = ["a/x.bak", "drafts", "2019/a.html", "old/2019/a.html"];
/// assert_eq!(files.map(|f| exclude.has(f, false)), [true, false, true, false]);
/// assert!(exclude.has("old/drafts", true));
/// assert!(Exclude::new(["[a"]).is_err());
/// ```
#[derive(Clone, Debug, Default)]
pub struct Exclude {
    all: GlobSet,
    /// Patterns that end in a slash.
    folders: GlobSet,
}

impl Exclude {
    /// Compiles patterns.
    ///
    /// # Errors
    /// What is wrong with one of them.
    pub fn new<'a>(patterns: impl IntoIterator<Item = &'a str>) -> Result<Exclude, String> {
        let (mut all, mut folders) = (GlobSetBuilder::new(), GlobSetBuilder::new());
        for pattern in patterns {
            let path = pattern.trim_end_matches('/');
            let anchored = if path.contains('/') { path.trim_start_matches('/').into() } else { format!("**/{path}") };
            let glob = GlobBuilder::new(&anchored).literal_separator(true).build();
            let glob = glob.map_err(|e| format!("`{pattern}`: {}", e.kind()))?;
            if path.len() < pattern.len() { &mut folders } else { &mut all }.add(glob);
        }
        let build = |set: GlobSetBuilder| set.build().map_err(|e| e.to_string());
        Ok(Exclude { all: build(all)?, folders: build(folders)? })
    }

    /// Whether a file or folder is left out, by its path below the argument, with `/` between folders.
    #[must_use]
    pub fn has(&self, path: &str, folder: bool) -> bool {
        self.all.is_match(path) || folder && self.folders.is_match(path)
    }

    /// Whether a file is left out, for itself or with one of its folders.
    #[must_use]
    pub fn has_file(&self, path: &str) -> bool {
        self.has(path, false) || path.match_indices('/').any(|(end, _)| self.has(&path[..end], true))
    }
}
