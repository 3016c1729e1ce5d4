//! Three nodes of the object store Garage on loopback, each with its own process and folder.

use std::net::{TcpListener, TcpStream};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use nix::sys::signal::{Signal, kill};
use nix::unistd::Pid;
use tempfile::TempDir;

pub const ID: &str = "GK0123456789abcdef01234567";
pub const SECRET: &str = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef";
/// How often a start is waited for, ten times a second.
const TRIES: u32 = 300;

struct Node {
    config: PathBuf,
    rpc: u16,
    s3: u16,
    process: Option<Child>,
}

/// A cluster that ends with this value.
pub struct Cluster {
    folder: TempDir,
    nodes: Vec<Node>,
}

impl Cluster {
    /// Starts three nodes with three copies of everything, a bucket `forty` and a key for it.
    pub fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let ports: Vec<u16> = {
            let all: Vec<TcpListener> = (0..6)
                .map(|_| TcpListener::bind("127.0.0.1:0").unwrap())
                .collect();
            all.iter()
                .map(|one| one.local_addr().unwrap().port())
                .collect()
        };
        let nodes = (0..3).map(|index| {
            let home = folder.path().join(format!("node{index}"));
            std::fs::create_dir(&home).unwrap();
            let (rpc, s3) = (ports[index], ports[index + 3]);
            let config = home.join("garage.toml");
            let text = format!(
                "metadata_dir = \"{home}/meta\"\ndata_dir = \"{home}/data\"\ndb_engine = \"lmdb\"\n\
                 replication_factor = 3\nrpc_bind_addr = \"127.0.0.1:{rpc}\"\n\
                 rpc_public_addr = \"127.0.0.1:{rpc}\"\nrpc_secret = \"{SECRET}\"\n\n\
                 [s3_api]\ns3_region = \"garage\"\napi_bind_addr = \"127.0.0.1:{s3}\"\n",
                home = home.display()
            );
            forty::store::files::replace(&config, text.as_bytes()).unwrap();
            Node {
                config,
                rpc,
                s3,
                process: None,
            }
        });
        let mut cluster = Self {
            nodes: nodes.collect(),
            folder,
        };
        for index in 0..3 {
            cluster.run(index);
        }
        cluster.join();
        cluster.wait_until_healthy();
        cluster
    }

    fn join(&self) {
        let ids: Vec<String> = (0..3)
            .map(|index| self.garage(index, &["node", "id", "-q"]))
            .collect();
        for id in &ids[1..] {
            self.garage(0, &["node", "connect", id.trim()]);
        }
        for (index, id) in ids.iter().enumerate() {
            let id = id.split('@').next().unwrap();
            let zone = format!("zone{index}");
            self.garage(0, &["layout", "assign", id, "-z", &zone, "-c", "1G"]);
        }
        self.garage(0, &["layout", "apply", "--version", "1"]);
        self.garage(0, &["key", "import", "--yes", "-n", "test", ID, SECRET]);
        self.garage(0, &["bucket", "create", "forty"]);
        self.garage(
            0,
            &["bucket", "allow", "--read", "--write", "forty", "--key", ID],
        );
    }

    /// Runs a command of a node that must succeed, and returns what it prints.
    fn garage(&self, index: usize, words: &[&str]) -> String {
        let mut last = String::new();
        for _ in 0..TRIES {
            let output = program()
                .arg("-c")
                .arg(&self.nodes[index].config)
                .args(words)
                .output()
                .unwrap();
            if output.status.success() {
                return String::from_utf8(output.stdout).unwrap();
            }
            // Nodes that have just started do not know each other yet.
            last = String::from_utf8_lossy(&output.stderr).into_owned();
            std::thread::park_timeout(Duration::from_millis(100));
        }
        panic!("garage {words:?}: {last}");
    }

    /// Starts a node and waits until it takes connections.
    pub fn run(&mut self, index: usize) {
        let node = &mut self.nodes[index];
        let log = std::fs::OpenOptions::new()
            .create(true)
            .append(true)
            .open(node.config.with_file_name("log"))
            .unwrap();
        let mut command = program();
        let command = command.arg("-c").arg(&node.config).arg("server");
        let process = command
            .env("RUST_LOG", "garage=info")
            .stdout(Stdio::null())
            .stderr(log);
        node.process = Some(process.spawn().unwrap());
        for port in [node.rpc, node.s3] {
            let answers = || TcpStream::connect(("127.0.0.1", port)).is_ok();
            for _ in 0..TRIES {
                if answers() {
                    break;
                }
                std::thread::park_timeout(Duration::from_millis(100));
            }
            assert!(
                answers(),
                "node {index} does not start: {}",
                self.folder.path().display()
            );
        }
    }

    /// Waits until every node that runs knows that all do.
    pub fn wait_until_healthy(&self) {
        for index in 0..3 {
            let is_healthy = || {
                let said = self.garage(index, &["status"]);
                let nodes = said
                    .lines()
                    .skip_while(|line| !line.contains("HEALTHY NODES"));
                let nodes = nodes.skip(2).take_while(|line| !line.trim().is_empty());
                nodes.count() == 3
            };
            let mut tries = 0..TRIES;
            while !is_healthy() {
                assert!(
                    tries.next().is_some(),
                    "node {index} does not see all nodes"
                );
                std::thread::park_timeout(Duration::from_millis(100));
            }
        }
    }

    /// Kills a node.
    pub fn kill(&mut self, index: usize) {
        let mut process = self.nodes[index].process.take().unwrap();
        process.kill().unwrap();
        process.wait().unwrap();
    }

    /// Stops a node, so that its connections stay open and say nothing, or lets it go on.
    pub fn pause(&self, index: usize, is_paused: bool) {
        let id = self.nodes[index].process.as_ref().unwrap().id();
        let signal = if is_paused {
            Signal::SIGSTOP
        } else {
            Signal::SIGCONT
        };
        kill(Pid::from_raw(i32::try_from(id).unwrap()), signal).unwrap();
    }

    /// The addresses of all nodes, beginning with this one.
    pub fn endpoints(&self, first: usize) -> Vec<String> {
        let order = (0..3).map(|step| (first + step) % 3);
        order
            .map(|index| format!("http://127.0.0.1:{}", self.nodes[index].s3))
            .collect()
    }
}

impl Drop for Cluster {
    fn drop(&mut self) {
        for node in &mut self.nodes {
            if let Some(process) = &mut node.process {
                let _ = process.kill();
                let _ = process.wait();
            }
        }
    }
}

fn program() -> Command {
    Command::new(std::env::var_os("GARAGE").unwrap_or_else(|| "garage".into()))
}
