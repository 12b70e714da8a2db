//! Connections that are opened and kept, as browsers do before they know what to ask.

use std::io::{BufReader, Read, Write};
use std::net::TcpStream;

use crate::client::{connect, head_of};
use crate::{FILES, Outcome, served, site};

/// More than one browser opens, less than a system refuses.
const CONNECTIONS: usize = 64;

/// Of the file that is asked for.
const BODY: &[u8] = b"shard('1')";

fn ask(stream: &mut TcpStream, port: u16) -> Outcome {
    write!(
        stream,
        "GET /search/1.js HTTP/1.1\r\nHost: localhost:{port}\r\n\r\n"
    )?;
    let mut reader = BufReader::new(stream);
    let (status, headers) = head_of(&mut reader)?;
    assert_eq!(status, 200);
    assert!(headers.contains(&("content-length".to_owned(), BODY.len().to_string())));
    let mut body = vec![0; BODY.len()];
    reader.read_exact(&mut body)?;
    assert_eq!(body, BODY);
    Ok(())
}

/// Each is answered while all others stay open.
#[test]
fn no_open_connection_waits_for_another_to_end() -> Outcome {
    let server = served(site(FILES))?;
    for round in 0..4 {
        let mut open = (0..CONNECTIONS)
            .map(|_| connect(&server))
            .collect::<anyhow::Result<Vec<_>>>()?;
        for (number, stream) in open.iter_mut().enumerate() {
            ask(stream, server.port())
                .map_err(|error| error.context(format!("connection {number} of round {round}")))?;
        }
    }
    Ok(())
}
