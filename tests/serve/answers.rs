//! What a request is answered.

use anyhow::Context;
use procbook::diagnostic::Severity;
use procbook::site::SitePath;

use crate::client::{ask, ask_raw, get, script_in};
use crate::{FILES, Outcome, finding, publish, served, site, site_with};

#[test]
fn a_page_is_its_built_bytes_and_one_script() -> Outcome {
    let site = site(FILES);
    let server = served(site.clone())?;
    for (path, target) in [
        ("index.html", "/"),
        ("index.html", "/index.html?x=1"),
        ("roles/index.html", "/roles/"),
        (
            "roles/销售 总监.html",
            "/roles/%E9%94%80%E5%94%AE%20%E6%80%BB%E7%9B%91.html",
        ),
    ] {
        let reply = get(&server, target)?;
        assert_eq!(reply.status, 200, "{target}");
        assert_eq!(
            reply.header("content-type"),
            Some("text/html; charset=utf-8")
        );
        let html = reply.text();
        let script = script_in(&html);
        assert_eq!(html.matches("/_procbook/").count(), 1, "{html}");
        let built = SitePath::new(path).and_then(|path| site.files.get(&path).cloned());
        assert_eq!(
            Some(html.replacen(script, "", 1).as_bytes()),
            built.as_deref()
        );
    }
    let home = get(&server, "/")?.text();
    assert!(
        home.contains("</h1><script"),
        "the script ends the body: {home}"
    );
    let path = SitePath::new("static/a.js").context("a sound path")?;
    assert_eq!(get(&server, "/static/a.js")?.body, *site.files[&path]);
    Ok(())
}

#[test]
fn every_kind_of_file_says_its_type() -> Outcome {
    let kinds = [
        ("html", "text/html; charset=utf-8"),
        ("css", "text/css; charset=utf-8"),
        ("js", "text/javascript; charset=utf-8"),
        ("json", "application/json; charset=utf-8"),
        ("csv", "text/csv; charset=utf-8"),
        ("txt", "text/plain; charset=utf-8"),
        ("xml", "application/xml; charset=utf-8"),
        ("svg", "image/svg+xml; charset=utf-8"),
        ("PNG", "image/png"),
        ("jpg", "image/jpeg"),
        ("gif", "image/gif"),
        ("webp", "image/webp"),
        ("ico", "image/x-icon"),
        ("woff2", "font/woff2"),
        ("pdf", "application/pdf"),
        (
            "xlsx",
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        ),
        ("unheard-of", "application/octet-stream"),
    ];
    let files: Vec<String> = kinds
        .iter()
        .map(|(kind, _)| format!("f.1/a.{kind}"))
        .collect();
    let files: Vec<(&str, &str)> = files.iter().map(|path| (path.as_str(), "x")).collect();
    let server = served(site(&files))?;
    for ((path, _), (_, kind)) in files.iter().zip(kinds) {
        let reply = get(&server, &format!("/{path}"))?;
        assert_eq!(reply.header("content-type"), Some(kind), "{path}");
        assert_eq!(reply.header("x-content-type-options"), Some("nosniff"));
        assert_eq!(reply.header("cache-control"), Some("no-cache"));
    }
    for (path, kind) in [("live.js", "text/javascript"), ("live.css", "text/css")] {
        let reply = get(&server, &format!("/_procbook/{path}"))?;
        assert_eq!(reply.status, 200);
        assert!(
            reply
                .header("content-type")
                .is_some_and(|is| is.starts_with(kind))
        );
    }
    assert_eq!(get(&server, "/_procbook/other")?.status, 404);
    Ok(())
}

#[test]
fn a_folder_leads_to_its_index() -> Outcome {
    let server = served(site_with(&[("资料/index.html", "")]))?;
    let reply = get(&server, "/roles")?;
    assert_eq!(
        (reply.status, reply.header("location")),
        (302, Some("/roles/"))
    );
    let reply = get(&server, "/%E8%B5%84%E6%96%99")?;
    assert_eq!(reply.header("location"), Some("/%E8%B5%84%E6%96%99/"));
    assert_eq!(get(&server, "/static/")?.status, 404);
    Ok(())
}

#[test]
fn what_is_not_there_is_404_with_a_way_home() -> Outcome {
    let server = served(site(FILES))?;
    let reply = get(&server, "/nothing.html")?;
    assert_eq!(reply.status, 404);
    let html = reply.text();
    assert!(html.contains("<a href=\"/\">"), "{html}");
    assert!(script_in(&html).contains("live.js"), "{html}");

    publish(
        &server,
        site_with(&[("404.html", "<body>our own</body>")]),
        &[],
    );
    let reply = get(&server, "/nothing.html")?;
    assert_eq!(reply.status, 404);
    assert!(reply.text().starts_with("<body>our own<script"));

    let page = "<html><head><title>x</title></head><body>our own</body></html>";
    publish(&server, site_with(&[("404.html", page)]), &[]);
    let reply = get(&server, "/some/deep/place.html")?;
    let based = "<html><head><base href=\"/\"><title>";
    assert!(
        reply.text().starts_with(based),
        "its links count from the root"
    );
    assert_eq!(get(&server, "/404.html")?.status, 200);
    Ok(())
}

#[test]
fn no_path_leads_out_of_the_site() -> Outcome {
    let server = served(site(FILES))?;
    for target in [
        "/../Cargo.toml",
        "/%2e%2e/Cargo.toml",
        "/roles/%2e%2e%2f%2e%2e/Cargo.toml",
        "/..%5cCargo.toml",
        "//etc/passwd",
        "/%2fetc%2fpasswd",
        "/C:/Windows/win.ini",
        "/./index.html",
        "/roles/../index.html",
        "/index.html%00",
        "//example.com/..",
    ] {
        let reply = get(&server, target)?;
        assert_eq!(reply.status, 404, "{target}");
        assert_eq!(reply.header("location"), None, "{target}");
    }
    for target in ["/%", "/%4", "/%zz", "/%ff", "index.html", "http://evil/"] {
        assert_eq!(get(&server, target)?.status, 400, "{target}");
    }
    Ok(())
}

#[test]
fn only_this_machines_names_are_answered() -> Outcome {
    let server = served(site(FILES))?;
    let port = server.port();
    let with_host = |host: &str| {
        let host = format!("Host: {host}");
        ask_raw(&server, &["GET / HTTP/1.1", &host]).map(|reply| reply.status)
    };
    for own in ["127.0.0.1", "localhost", "LocalHost", "[::1]"] {
        assert_eq!(with_host(&format!("{own}:{port}"))?, 200, "{own}");
    }
    for foreign in [
        "evil.example".to_owned(),
        format!("evil.example:{port}"),
        format!("127.0.0.1.evil.example:{port}"),
        format!("localhost:{}", port.wrapping_add(1)),
        "localhost".to_owned(),
        String::new(),
    ] {
        assert_eq!(with_host(&foreign)?, 403, "{foreign}");
    }
    assert_eq!(ask_raw(&server, &["GET / HTTP/1.1"])?.status, 403);
    let events = ask_raw(
        &server,
        &["GET /_procbook/events HTTP/1.1", "Host: evil.example"],
    )?;
    assert_eq!(events.status, 403);
    Ok(())
}

#[test]
fn what_a_browser_has_is_not_sent_again() -> Outcome {
    let server = served(site(FILES))?;
    for target in ["/", "/static/a.css", "/_procbook/live.js"] {
        let first = get(&server, target)?;
        let tag = first.header("etag").context("no tag")?.to_owned();
        let known = format!("If-None-Match: \"other\", W/{tag}");
        let again = ask(&server, "GET", target, &[&known])?;
        assert_eq!((again.status, again.body.len()), (304, 0), "{target}");
        assert_eq!(again.header("etag"), Some(tag.as_str()));
        let other = ask(&server, "GET", target, &["If-None-Match: \"other\""])?;
        assert_eq!((other.status, other.body), (200, first.body), "{target}");
    }
    let tag = get(&server, "/")?
        .header("etag")
        .context("no tag")?
        .to_owned();
    publish(
        &server,
        site_with(&[("index.html", "<body>new</body>")]),
        &[],
    );
    let known = format!("If-None-Match: {tag}");
    assert_eq!(ask(&server, "GET", "/", &[&known])?.status, 200);
    Ok(())
}

#[test]
fn heads_have_no_body_and_nothing_can_be_sent_in() -> Outcome {
    let server = served(site(FILES))?;
    let whole = get(&server, "/")?;
    let head = ask(&server, "HEAD", "/", &[])?;
    assert_eq!((head.status, head.body.len()), (200, 0));
    assert_eq!(
        head.header("content-length"),
        Some(whole.body.len().to_string().as_str())
    );
    for method in ["POST", "PUT", "DELETE", "OPTIONS", "BREW"] {
        let reply = ask(&server, method, "/", &["Content-Length: 0"])?;
        assert_eq!(
            (reply.status, reply.header("allow")),
            (405, Some("GET, HEAD")),
            "{method}"
        );
    }
    Ok(())
}

#[test]
fn a_large_file_comes_whole() -> Outcome {
    let large = "x".repeat(3_000_000);
    let server = served(site_with(&[("static/big.js", &large)]))?;
    let reply = get(&server, "/static/big.js")?;
    assert_eq!(reply.header("content-length"), Some("3000000"));
    assert_eq!(reply.body, large.as_bytes());
    Ok(())
}

#[test]
fn the_page_of_findings_is_the_servers_own() -> Outcome {
    // A site that has a file there cannot take its place.
    let server = served(site_with(&[("_procbook/findings", "the handbook's")]))?;
    let path = "/_procbook/findings";
    let empty = get(&server, path)?;
    assert_eq!(
        (empty.status, empty.header("content-type")),
        (200, Some("text/html; charset=utf-8"))
    );
    let text = String::from_utf8(empty.body)?;
    assert!(
        text.contains("Nothing was found") && text.contains("live.js"),
        "{text}"
    );
    let found = [finding("content/a.md", Severity::Error)];
    publish(&server, site_with(&[]), &found);
    let text = String::from_utf8(get(&server, path)?.body)?;
    assert!(text.contains("<title>1 error · Findings"), "{text}");
    assert!(text.contains("no role <code>saels</code>"), "{text}");
    Ok(())
}
