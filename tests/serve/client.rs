//! A browser as far as the server can tell: requests, and the stream of events.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::{Ipv4Addr, TcpStream};
use std::time::Duration;

use anyhow::{Context, ensure};
use procbook::serve::Server;
use serde_json::Value;

/// An answer as it came.
#[derive(Debug)]
pub(crate) struct Reply {
    pub(crate) status: u16,
    /// Names in lower case.
    pub(crate) headers: Vec<(String, String)>,
    pub(crate) body: Vec<u8>,
}

impl Reply {
    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        let mut headers = self.headers.iter();
        headers
            .find(|(other, _)| other == name)
            .map(|(_, value)| value.as_str())
    }

    pub(crate) fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

pub(crate) fn connect(server: &Server) -> anyhow::Result<TcpStream> {
    let stream = TcpStream::connect((Ipv4Addr::LOCALHOST, server.port()))?;
    // A test that waits for what never comes fails, and does not hang.
    stream.set_read_timeout(Some(Duration::from_secs(30)))?;
    Ok(stream)
}

pub(crate) fn head_of(reader: &mut impl BufRead) -> anyhow::Result<(u16, Vec<(String, String)>)> {
    let mut line = String::new();
    reader.read_line(&mut line)?;
    let status = line.split(' ').nth(1).context("no status")?.parse()?;
    let mut headers = Vec::new();
    loop {
        let mut line = String::new();
        reader.read_line(&mut line)?;
        match line.trim_end().split_once(": ") {
            Some((name, value)) => headers.push((name.to_lowercase(), value.to_owned())),
            None => return Ok((status, headers)),
        }
    }
}

/// Sends lines as they are given and reads the whole answer.
pub(crate) fn ask_raw(server: &Server, lines: &[&str]) -> anyhow::Result<Reply> {
    let mut stream = connect(server)?;
    write!(
        stream,
        "{}\r\nConnection: close\r\n\r\n",
        lines.join("\r\n")
    )?;
    let mut reader = BufReader::new(stream);
    let (status, headers) = head_of(&mut reader)?;
    let mut body = Vec::new();
    reader.read_to_end(&mut body)?;
    Ok(Reply {
        status,
        headers,
        body,
    })
}

pub(crate) fn ask(
    server: &Server,
    method: &str,
    target: &str,
    more: &[&str],
) -> anyhow::Result<Reply> {
    let first = format!("{method} {target} HTTP/1.1");
    let host = format!("Host: 127.0.0.1:{}", server.port());
    ask_raw(server, &[&[first.as_str(), host.as_str()], more].concat())
}

pub(crate) fn get(server: &Server, target: &str) -> anyhow::Result<Reply> {
    ask(server, "GET", target, &[])
}

/// The live script's tag in a page.
pub(crate) fn script_in(html: &str) -> &str {
    let start = html.find("<script src=\"/_procbook/live.js\"");
    let found = start.and_then(|start| {
        let end = html[start..].find("</script>")?;
        html.get(start..start + end + "</script>".len())
    });
    found.unwrap_or("<no live script>")
}

pub(crate) fn attribute<'a>(script: &'a str, name: &str) -> &'a str {
    let rest = script.split(&format!("{name}=\"")).nth(1).unwrap_or("");
    rest.split('"').next().unwrap_or("")
}

/// The events of one open page.
pub(crate) struct Events(BufReader<TcpStream>);

impl Events {
    pub(crate) fn open(server: &Server, query: &str) -> anyhow::Result<Self> {
        let mut stream = connect(server)?;
        let port = server.port();
        write!(
            stream,
            "GET /_procbook/events{query} HTTP/1.1\r\nHost: localhost:{port}\r\n\r\n"
        )?;
        let mut reader = BufReader::new(stream);
        let (status, headers) = head_of(&mut reader)?;
        ensure!(status == 200, "no events: {status}");
        let is_stream = |(name, value): &(String, String)| {
            name == "content-type" && value == "text/event-stream"
        };
        ensure!(headers.iter().any(is_stream), "no events: {headers:?}");
        Ok(Self(reader))
    }

    /// Of a page as it is now.
    pub(crate) fn of(server: &Server, page: &str) -> anyhow::Result<Self> {
        let html = get(server, page)?.text();
        Self::with_script(server, page, script_in(&html))
    }

    /// Of a page that holds this script.
    pub(crate) fn with_script(server: &Server, page: &str, script: &str) -> anyhow::Result<Self> {
        let page = page.replace('%', "%25");
        let (tag, styles) = (
            attribute(script, "data-page"),
            attribute(script, "data-styles"),
        );
        Self::open(server, &format!("?page={page}&tag={tag}&styles={styles}"))
    }

    /// The next event; `None` when the stream has ended in good order.
    pub(crate) fn next(&mut self) -> anyhow::Result<Option<Value>> {
        loop {
            let mut size = String::new();
            self.0.read_line(&mut size)?;
            let size = usize::from_str_radix(size.trim(), 16).context("no chunk")?;
            let mut chunk = vec![0; size + 2];
            self.0.read_exact(&mut chunk)?;
            if size == 0 {
                return Ok(None);
            }
            if let Some(event) = String::from_utf8(chunk)?.trim().strip_prefix("data: ") {
                return Ok(Some(serde_json::from_str(event)?));
            }
        }
    }

    pub(crate) fn kind(&mut self) -> anyhow::Result<String> {
        let event = self.next()?.context("the events ended")?;
        Ok(event["kind"].as_str().unwrap_or_default().to_owned())
    }
}
