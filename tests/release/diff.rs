//! What `procbook diff` prints of two releases, in each format; the page of changes of an edition; the feed.
//!
//! The releases are the small handbook of `tests/findings/base` and, over it, `changes/after` and `diff/after`.
//! `diff/expected/` holds what is printed; `UPDATE=1` writes it anew.

use std::fs;
use std::path::{Path, PathBuf};

use procbook::changes::changes;
use procbook::export::{Feed, FeedEntry, feed};
use procbook::model::{Book, Date};
use procbook::notice;
use procbook::pipeline::{self, Memory};
use procbook::render::words::Words;
use procbook::render::{Compared, Edition, Since, Stamp, changes_in_words};
use procbook::site::SitePath;

use pulldown_cmark::{Event, Options, Parser, Tag};

use crate::Outcome;
use crate::repo::{Repo, lay};

const DAY: Date = Date {
    year: 2026,
    month: 1,
    day: 1,
};

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/release")
}

/// A repository with two releases.
fn released() -> anyhow::Result<Repo> {
    let repo = Repo::new("")?;
    repo.commit("2026-10-01")?;
    repo.git(&["tag", "-a", "handbook/2026.1", "-m", "手册 2026.1"])?;
    for gone in fs::read_to_string(folder().join("changes/removed.txt"))?.lines() {
        repo.remove(gone)?;
    }
    lay(&folder().join("changes/after"), &repo.root)?;
    lay(&folder().join("diff/after"), &repo.root)?;
    repo.commit("2026-12-01")?;
    repo.git(&["tag", "-a", "handbook/2026.2", "-m", "手册 2026.2"])?;
    Ok(repo)
}

fn printed(repo: &Repo, arguments: &[&str]) -> anyhow::Result<String> {
    let (code, out, err) = repo.procbook(&[&["diff"], arguments].concat())?;
    assert_eq!(
        (code, err.as_str()),
        (0, ""),
        "procbook diff {arguments:?}\n{out}"
    );
    Ok(out)
}

fn hold(name: &str, told: &str) -> Outcome {
    let path = folder().join("diff/expected").join(name);
    if std::env::var("UPDATE").is_ok() {
        fs::create_dir_all(folder().join("diff/expected"))?;
        fs::write(&path, told)?;
    }
    assert_eq!(told, fs::read_to_string(&path)?, "{name}");
    Ok(())
}

#[test]
fn every_format_tells_what_changed() -> Outcome {
    let repo = released()?;
    for (name, format, language) in [
        ("human.txt", "human", "zh"),
        ("human.en.txt", "human", "en"),
        ("notice.md", "md", "zh"),
        ("notice.en.md", "md", "en"),
        ("changes.json", "json", "zh"),
    ] {
        let arguments = [
            "2026.1",
            "2026.2",
            "--format",
            format,
            "--language",
            language,
        ];
        hold(name, &printed(&repo, &arguments)?)?;
    }
    let json = |language| {
        printed(
            &repo,
            &["2026.1", "--format", "json", "--language", language],
        )
    };
    assert_eq!(json("zh")?, json("en")?);
    Ok(())
}

#[test]
fn marks_of_a_notice_are_marks_and_authors_signs_are_not() -> Outcome {
    for name in ["notice.md", "notice.en.md"] {
        let notice = fs::read_to_string(folder().join("diff/expected").join(name))?;
        let events = Parser::new_ext(&notice, Options::ENABLE_STRIKETHROUGH);
        let (mut struck, mut bold, mut words) = (0, 0, String::new());
        for event in events {
            if let Event::Text(text) = &event {
                words.push_str(text);
            }
            let other = matches!(event, Event::Code(_) | Event::Start(Tag::Link { .. }));
            assert!(!other, "{name}: {event:?}");
            struck += usize::from(event == Event::Start(Tag::Strikethrough));
            bold += usize::from(event == Event::Start(Tag::Strong));
        }
        assert_eq!(struck, notice.matches("~~").count() / 2, "{name}");
        assert_eq!(bold, notice.matches("**").count() / 2, "{name}");
        assert!(struck > 5 && bold > 5 && words.contains("理由 [必填] <见 `附注`> #1"));
        assert!(!words.contains("**") && !words.contains("~~"), "{name}");
    }
    Ok(())
}

#[test]
fn a_page_that_stands_alone_needs_no_other_file() -> Outcome {
    let repo = released()?;
    let html = printed(&repo, &["2026.1", "2026.2", "--format", "html"])?;
    // Its style and script are those of the site.
    let (head, rest) = html.split_once("<style>").unwrap_or_default();
    let (_, body) = rest.split_once("</style>").unwrap_or_default();
    let (body, script) = body.split_once("<script>").unwrap_or_default();
    assert!(script.contains("change-filter"));
    hold("alone.html", &format!("{head}…{body}…\n"))?;
    let reaches = [" src=", " href=\"http", " href=\"..", "url(", "@import"];
    for reach in reaches {
        assert!(!html.contains(reach), "{reach}");
    }
    Ok(())
}

#[test]
fn the_ends_of_a_comparison_may_be_left_out() -> Outcome {
    let repo = released()?;
    assert_eq!(
        printed(&repo, &[])?,
        "2026.2 至 工作稿 的变更\n没有变更。\n"
    );
    let same = printed(&repo, &["2026.2", "2026.2"])?;
    assert_eq!(same, "2026.2 至 2026.2 的变更\n没有变更。\n");
    let (first, later) = (
        printed(&repo, &["2026.1", "2026.2"])?,
        printed(&repo, &["2026.1"])?,
    );
    assert_eq!(later, first.replace("至 2026.2 的", "至 工作稿 的"));
    let role = "content/roles/general-manager.md";
    repo.write(role, &repo.read(role)?.replace("总经理", "总裁"))?;
    assert!(printed(&repo, &[])?.contains("名称：总经理 → 总裁"));
    Ok(())
}

#[test]
fn what_is_no_release_is_told_with_those_that_are() -> Outcome {
    let repo = released()?;
    let refused = |arguments: &[&str], words: &str| -> Outcome {
        let (code, out, err) = repo.procbook(&[&["diff"], arguments].concat())?;
        assert_eq!((code, out.as_str(), err.as_str()), (2, "", words));
        Ok(())
    };
    refused(
        &["2026.3"],
        "error: 没有 `2026.3` 这一版；现有：2026.1、2026.2\n",
    )?;
    refused(
        &["2026.1", "x", "--language", "en"],
        "error: there is no release `x`; there are: 2026.1, 2026.2\n",
    )?;
    let bare = Repo::new("")?;
    bare.commit("2026-10-01")?;
    let (code, _, err) = bare.procbook(&["diff", "--language", "en"])?;
    let none = "error: there is no release yet\nmake one: procbook release 2026.1\n";
    assert_eq!((code, err.as_str()), (2, none));
    let (code, _, err) = Repo::without_git()?.procbook(&["diff"])?;
    assert!(code == 2 && err.contains("不在 git 仓库里"), "{err}");
    Ok(())
}

#[test]
fn working_files_with_errors_are_told_of() -> Outcome {
    let repo = released()?;
    repo.write("content/roles/general-manager.md", "+++\nid = \n+++\n")?;
    let (code, _, err) = repo.procbook(&["diff", "--language", "en"])?;
    assert!(
        code == 0 && err.starts_with("the working files have errors ("),
        "{err}"
    );
    Ok(())
}

fn before() -> anyhow::Result<Book> {
    let repo = Repo::without_git()?;
    Ok(pipeline::run(&repo.root, DAY, &mut Memory::default())?.book)
}

#[test]
fn an_edition_has_a_page_of_changes_and_roles_have_their_own() -> Outcome {
    let (repo, before) = (released()?, before()?);
    let memory = &mut Memory::default();
    let sources = procbook::load::load(&repo.root)?;
    let reading = pipeline::read(&sources, None, DAY, memory);
    let changes = changes(&before, &reading.book);
    let release = |version| Stamp {
        version,
        date: "2026-12-01",
    };
    let edition = Edition {
        release: Some(release("2026.2")),
        up: "../../",
        since: Some(Since {
            release: "2026.1",
            book: &before,
            changes: &changes,
        }),
        ..Edition::default()
    };
    let build = pipeline::make(sources, reading, &edition, memory)?;
    let page = |path: &str| -> anyhow::Result<String> {
        let path = SitePath::new(path).ok_or_else(|| anyhow::anyhow!("no path"))?;
        let bytes = build.site.files.get(&path);
        let bytes = bytes.ok_or_else(|| anyhow::anyhow!("no page {}", path.as_str()))?;
        Ok(String::from_utf8(bytes.to_vec())?)
    };
    let article = |html: &str| -> String {
        let from = html.find("<article").unwrap_or(0);
        let to = html.find("</article>").unwrap_or(html.len());
        html[from..to].to_owned() + "</article>\n"
    };
    hold("changes.html", &article(&page("changes.html")?))?;
    let role = page("roles/general-manager.html")?;
    for hook in [
        r#"<section class="role-changes" data-role="general-manager" data-up="../../../""#,
        r#"<a href="../changes.html?role=general-manager">"#,
        r##"<a href="#page.changes">与我有关的变更</a>"##,
    ] {
        assert!(role.contains(hook), "no {hook} in\n{role}");
    }
    let plain = pipeline::run(&repo.root, DAY, &mut Memory::default())?;
    let has_page = |path: &str| plain.site.files.keys().any(|name| name.as_str() == path);
    assert!(has_page("roles/general-manager.html") && !has_page("changes.html"));
    Ok(())
}

#[test]
fn releases_are_a_feed() -> Outcome {
    let (repo, before) = (released()?, before()?);
    let after = pipeline::run(&repo.root, DAY, &mut Memory::default())?.book;
    let changes = changes(&before, &after);
    let compared = Compared {
        from: "2026.1",
        to: Some("2026.2"),
        before: &before,
        after: &after,
        changes: &changes,
    };
    let words = Words::of("zh-CN");
    let address = "https://handbook.example/v/2026.2/changes.html";
    let html = notice::summary_html(&changes_in_words(&compared, words), words, address);
    let entry = |version, date, title, html| FeedEntry {
        version,
        date,
        title,
        path: "v/2026.2/changes.html",
        html,
    };
    let entries = [
        entry("2026.2", "2026-12-01", "手册 2026.2", html.as_str()),
        entry("2026.1", "2026-10-01", "手册 <1> & \u{7}", ""),
    ];
    let of = |address| {
        feed(&Feed {
            title: "样例手册",
            language: "zh-CN",
            address,
            entries: &entries,
        })
    };
    hold("feed.xml", &of(Some("https://handbook.example/")))?;
    hold("feed.no-address.xml", &of(None))
}
