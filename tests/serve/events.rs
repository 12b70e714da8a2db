//! What open pages are told.

use anyhow::Context;
use procbook::diagnostic::Severity;
use serde_json::json;

use crate::client::{Events, get, script_in};
use crate::{FILES, HOME, Outcome, finding, publish, served, site, site_with};

#[test]
fn an_open_page_hears_first_of_its_findings() -> Outcome {
    let server = served(site(FILES))?;
    let (other, own) = (
        finding("content/a.md", Severity::Error),
        finding("content/图 b.md", Severity::Warning),
    );
    publish(&server, site(FILES), &[other, own]);
    let mut events = Events::open(
        &server,
        "?page=/index.html&source=content%2F%E5%9B%BE%20b.md",
    )?;
    let event = events.next()?.context("the events ended")?;
    assert_eq!(event["kind"], "findings");
    assert_eq!(
        event["counts"],
        json!({"error": 1, "warning": 1, "hint": 0})
    );
    assert_eq!(
        event["findings"][0],
        json!({
            "path": "content/图 b.md", "line": 3, "column": 5, "severity": "warning",
            "code": "unknown-role", "message": "no role `saels`",
            "frame": "3 | 责任：[[saels]]\n  |         ^^^^^", "help": "type `sales`",
        })
    );
    assert_eq!(event["findings"][1]["path"], "content/a.md");

    publish(&server, site(FILES), &[]);
    let event = events.next()?.context("the events ended")?;
    assert_eq!(
        (&event["kind"], &event["findings"]),
        (&json!("findings"), &json!([]))
    );
    Ok(())
}

#[test]
fn a_page_is_told_what_concerns_it() -> Outcome {
    let server = served(site(FILES))?;
    let mut home = Events::of(&server, "/")?;
    let mut role = Events::of(
        &server,
        "/roles/%E9%94%80%E5%94%AE%20%E6%80%BB%E7%9B%91.html",
    )?;
    assert_eq!(
        (home.kind()?, role.kind()?),
        ("findings".into(), "findings".into())
    );

    // Its own bytes; the other page hears of the findings alone.
    let changed = ("index.html", HOME.replace("首页", "主页"));
    let one = [(changed.0, changed.1.as_str())];
    let findings = [finding("content/a.md", Severity::Hint)];
    publish(&server, site_with(&one), &findings);
    assert_eq!(
        (home.kind()?, role.kind()?),
        ("reload".into(), "findings".into())
    );

    // A script that the page names.
    let mut home = Events::of(&server, "/")?;
    assert_eq!(home.kind()?, "findings");
    let two = [one[0], ("static/a.js", "'use strict'; f();")];
    publish(&server, site_with(&two), &[]);
    assert_eq!(
        (home.kind()?, role.kind()?),
        ("reload".into(), "findings".into())
    );

    // A script that it does not name, as the search index, whose parts change with every text.
    let mut home = Events::of(&server, "/")?;
    assert_eq!(home.kind()?, "findings");
    let three = [two[0], two[1], ("search/1.js", "shard('2')")];
    publish(&server, site_with(&three), &findings);
    assert_eq!(
        (home.kind()?, role.kind()?),
        ("findings".into(), "findings".into())
    );

    // A style sheet concerns every page.
    let four = [three[0], three[1], three[2], ("static/a.css", "h1 {}")];
    publish(&server, site_with(&four), &findings);
    for page in [&mut home, &mut role] {
        let event = page.next()?.context("the events ended")?;
        assert_eq!(
            (&event["kind"], &event["paths"]),
            (&json!("css"), &json!(["static/a.css"]))
        );
    }
    Ok(())
}

#[test]
fn a_missing_page_is_loaded_anew_when_it_comes() -> Outcome {
    let server = served(site(FILES))?;
    let mut events = Events::of(&server, "/new.html")?;
    assert_eq!(events.kind()?, "findings");
    publish(&server, site_with(&[("new.html", "<body>new</body>")]), &[]);
    assert_eq!(events.kind()?, "reload");
    publish(&server, site(FILES), &[]);
    assert_eq!(events.kind()?, "reload");
    Ok(())
}

#[test]
fn what_changed_before_a_page_listened_is_told() -> Outcome {
    let server = served(site(FILES))?;
    let html = get(&server, "/")?.text();
    let script = script_in(&html);
    let changed = site_with(&[("static/a.css", "h1 {}")]);

    // As after a restart: another server, another state.
    let restarted = served(changed)?;
    let mut events = Events::with_script(&restarted, "/", script)?;
    assert_eq!(events.kind()?, "css");
    assert_eq!(events.kind()?, "findings");
    publish(&restarted, site(&[("index.html", "other")]), &[]);
    let mut events = Events::with_script(&restarted, "/", script)?;
    assert_eq!(events.kind()?, "reload");

    let same = served(site(FILES))?;
    let mut events = Events::with_script(&same, "/", script)?;
    assert_eq!(events.kind()?, "findings");
    Ok(())
}

#[test]
fn listeners_that_have_gone_are_forgotten() -> Outcome {
    let server = served(site(FILES))?;
    let mut pages = Vec::new();
    for _ in 0..20 {
        let mut events = Events::of(&server, "/")?;
        assert_eq!(events.kind()?, "findings");
        pages.push(events);
    }
    assert_eq!(server.listeners(), 20);
    drop(pages);
    // A closed connection shows when it is written to, at the second time at the latest that it answers.
    let mut line = 0;
    while server.listeners() > 0 {
        line += 1;
        let mut finding = finding("content/a.md", Severity::Error);
        finding.line = line;
        publish(&server, site(FILES), &[finding]);
        std::thread::yield_now();
    }
    assert_eq!(get(&server, "/")?.status, 200);
    Ok(())
}
