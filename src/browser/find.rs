//! Where a browser that prints is installed.
//!
//! In: what the environment says. Out: places to look at, in order. It must not look itself.

use std::ffi::OsString;
use std::path::PathBuf;

/// The programs' names on `PATH`: Chromium, Chrome, Edge.
const NAMES: [&str; 8] = [
    "chromium",
    "chromium-browser",
    "google-chrome-stable",
    "google-chrome",
    "chrome",
    "microsoft-edge-stable",
    "microsoft-edge",
    "msedge",
];

/// Where their installers put them on macOS, below `/` and below the home folder.
const MACOS: [&str; 3] = [
    "Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "Applications/Chromium.app/Contents/MacOS/Chromium",
    "Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
];

/// The same on Windows, below each folder of programs.
const WINDOWS: [&str; 3] = [
    "Google\\Chrome\\Application\\chrome.exe",
    "Chromium\\Application\\chrome.exe",
    "Microsoft\\Edge\\Application\\msedge.exe",
];

/// The same on Linux, where they are not on `PATH`.
const LINUX: [&str; 4] = [
    "/opt/google/chrome/chrome",
    "/opt/microsoft/msedge/msedge",
    "/usr/lib/chromium/chromium",
    "/snap/bin/chromium",
];

/// Every place where a browser may be, the likeliest first. `variable` tells the environment's variables.
pub(super) fn places(system: &str, variable: impl Fn(&str) -> Option<OsString>) -> Vec<PathBuf> {
    let mut places = Vec::new();
    let path = variable("PATH").unwrap_or_default();
    let ending = if system == "windows" { ".exe" } else { "" };
    for name in NAMES {
        let folders = std::env::split_paths(&path).filter(|folder| folder.is_absolute());
        places.extend(folders.map(|folder| folder.join(format!("{name}{ending}"))));
    }
    match system {
        "macos" => {
            let home = variable("HOME").map(PathBuf::from);
            for folder in [Some(PathBuf::from("/")), home].into_iter().flatten() {
                places.extend(MACOS.map(|below| folder.join(below)));
            }
        }
        "windows" => {
            let folders = ["ProgramFiles", "ProgramFiles(x86)", "LocalAppData"];
            for folder in folders.into_iter().filter_map(variable) {
                places.extend(WINDOWS.map(|below| PathBuf::from(&folder).join(below)));
            }
        }
        _ => places.extend(LINUX.map(PathBuf::from)),
    }
    places
}

#[cfg(test)]
mod tests {
    use std::ffi::OsString;

    use super::places;

    fn shown(system: &str, variables: &[(&str, &str)]) -> Vec<String> {
        let variable = |name: &str| {
            let found = variables.iter().find(|(known, _)| *known == name);
            found.map(|(_, value)| OsString::from(value))
        };
        (places(system, variable).iter())
            .map(|place| place.display().to_string())
            .collect()
    }

    #[test]
    fn the_path_comes_first_and_chromium_before_edge() {
        let found = shown("linux", &[("PATH", "/a:relative:/b")]);
        assert_eq!(
            found[..3],
            ["/a/chromium", "/b/chromium", "/a/chromium-browser"]
        );
        assert!(found.iter().all(|place| !place.contains("relative")));
        assert!(found.contains(&"/b/msedge".to_owned()));
        assert_eq!(found.last().map(String::as_str), Some("/snap/bin/chromium"));
    }

    #[test]
    fn installers_places_are_known() {
        let found = shown("macos", &[("HOME", "/Users/a")]);
        assert_eq!(
            found[0],
            "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"
        );
        assert!(found[3].starts_with("/Users/a/Applications/"));
        let found = shown("windows", &[("ProgramFiles", "C:\\Programs")]);
        assert!(found[0].starts_with("C:\\Programs") && found[0].ends_with("chrome.exe"));
        assert_eq!(found.len(), 3);
    }
}
