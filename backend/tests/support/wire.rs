//! HTTP/1.1 by hand: a client that is told of every broken connection, and can go away in
//! the middle of a request.

use std::{io, net::SocketAddr};

use serde_json::Value;
use tokio::{
    io::{AsyncReadExt as _, AsyncWriteExt as _},
    net::TcpStream,
};

/// One connection, kept open for as long as it goes well.
#[derive(Default)]
pub struct Wire(Option<(SocketAddr, TcpStream)>);

/// An answer: its status, and its JSON.
#[derive(Debug, Clone)]
pub struct Answer {
    pub status: u16,
    pub body: Value,
}

impl Answer {
    /// The code of a problem.
    pub fn code(&self) -> &str {
        self.body["code"].as_str().unwrap_or_default()
    }
}

/// A request of ReluxDesktop as it travels.
pub fn desktop_post(path: &str, token: &str, key: &str, body: &str) -> Vec<u8> {
    post(path, &format!("authorization: Bearer {token}"), key, body)
}

/// A request of the page as it travels.
pub fn page_post(path: &str, session: &str, key: &str, body: &str) -> Vec<u8> {
    let headers = format!(
        "cookie: __Host-relux_sid={session}\r\nsec-fetch-site: same-origin\r\nx-relux-credits: 1"
    );
    post(path, &headers, key, body)
}

fn post(path: &str, headers: &str, key: &str, body: &str) -> Vec<u8> {
    format!(
        "POST /api/v1{path} HTTP/1.1\r\nhost: localhost\r\n{headers}\r\nidempotency-key: {key}\r\n\
        content-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
        body.len()
    )
    .into_bytes()
}

impl Wire {
    /// Where it leads.
    pub fn server(&self) -> Option<SocketAddr> {
        self.0.as_ref().map(|(server, _)| *server)
    }

    /// Sends a request and reads its answer. After an error nobody knows whether it had an
    /// effect; the next exchange opens a new connection.
    pub async fn exchange(&mut self, server: SocketAddr, request: &[u8]) -> io::Result<Answer> {
        let mut stream = match self.0.take() {
            Some((open, stream)) if open == server => stream,
            Some(_) | None => connect(server).await?,
        };
        stream.write_all(request).await?;
        let answer = read(&mut stream).await?;
        self.0 = Some((server, stream));
        Ok(answer)
    }
}

/// Sends so many bytes of a request, reads so many of the answer if it was whole, and is
/// gone.
pub async fn abandon(server: SocketAddr, request: &[u8], sent: usize, read: usize) {
    let mut stream = connect(server).await.unwrap();
    stream.write_all(&request[..sent]).await.unwrap();
    if sent == request.len() {
        stream.read_exact(&mut vec![0; read]).await.unwrap();
    }
}

async fn connect(server: SocketAddr) -> io::Result<TcpStream> {
    let stream = TcpStream::connect(server).await?;
    stream.set_nodelay(true)?;
    Ok(stream)
}

async fn read(stream: &mut TcpStream) -> io::Result<Answer> {
    let mut bytes = Vec::new();
    let head = loop {
        if let Some(end) = bytes.windows(4).position(|four| four == b"\r\n\r\n") {
            break end + 4;
        }
        fill(stream, &mut bytes).await?;
    };
    let text = String::from_utf8_lossy(&bytes[..head]).to_ascii_lowercase();
    let length = text
        .lines()
        .find_map(|line| line.strip_prefix("content-length:"))
        .map_or(0, |length| length.trim().parse().unwrap());
    while bytes.len() < head + length {
        fill(stream, &mut bytes).await?;
    }
    Ok(Answer {
        status: text[9..12].parse().unwrap(),
        body: serde_json::from_slice(&bytes[head..head + length]).unwrap_or_default(),
    })
}

async fn fill(stream: &mut TcpStream, bytes: &mut Vec<u8>) -> io::Result<()> {
    match stream.read_buf(bytes).await? {
        0 => Err(io::ErrorKind::UnexpectedEof.into()),
        _some => Ok(()),
    }
}
