//! What is run against what.

use std::io;
use std::path::{Path, PathBuf};
use std::process::Command;

use stubborn::config::Target;

use crate::Fallible;
use crate::drift;
use crate::inside::Rendering;
use crate::measure::{Contender, race};
use crate::peers::Peers;
use crate::report::Results;
use crate::schema::{self, GO_MODULE};

pub const STUBBORN: &str = "stubborn, all four";
pub const WITH_MESSAGES: &str = "stubborn, all four, with messages";
pub const GO_GRPC: &str = "protoc + protoc-gen-go-grpc";
pub const PROTOX: &str = "protox alone";

/// The schema and the programs, ready.
pub struct Suite {
    peers: Peers,
    schema: PathBuf,
    out: PathBuf,
    requests: PathBuf,
    /// Where what is only for checks goes.
    drift: PathBuf,
}

impl Suite {
    /// Writes the schema, and captures what protoc hands to a plugin for it.
    pub fn prepare(peers: Peers, folder: &Path) -> io::Result<Self> {
        let suite = Self {
            peers,
            schema: folder.join("proto"),
            out: folder.join("out"),
            requests: folder.join("requests"),
            drift: folder.join("drift"),
        };
        schema::write(&suite.schema, 1)?;
        std::fs::create_dir_all(&suite.requests)?;
        std::fs::create_dir_all(&suite.out)?;
        Ok(suite)
    }

    pub fn run(&self) -> Fallible<Results> {
        eprintln!("start-up");
        let start_up = race(100, self.on_empty_request())?;
        eprintln!("rendering");
        let rendering = self.rendering()?;
        eprintln!("from text to files");
        let to_files = race(15, self.to_files())?;
        eprintln!("with messages");
        let with_messages = race(5, self.with_messages())?;
        eprintln!("as plugins");
        let as_plugins = race(15, self.as_plugins()?)?;
        eprintln!("memory");
        let memory = race(5, vec![self.generate(STUBBORN, &Target::ALL, false), self.protox()?])?;
        eprintln!("checks");
        let drift = drift::measure(&self.peers, &self.drift)?;
        Ok(Results { drift, start_up, to_files, with_messages, as_plugins, memory, rendering })
    }

    fn on_empty_request(&self) -> Vec<Contender> {
        let peers = &self.peers;
        [
            &peers.protoc_gen_stubborn,
            &peers.protoc_gen_go,
            &peers.protoc_gen_go_grpc,
            &peers.protoc_gen_connect_go,
        ]
        .map(|plugin| Contender::new(file_name(plugin), Command::new(plugin)))
        .into()
    }

    fn to_files(&self) -> Vec<Contender> {
        let peers = &self.peers;
        let one = |target: Target| self.generate(&format!("stubborn, {target} alone"), &[target], false);
        let mut contenders = vec![self.generate(STUBBORN, &Target::ALL, false)];
        contenders.extend(Target::ALL.map(one));
        contenders.push(self.protoc(GO_GRPC, &[&peers.protoc_gen_go_grpc]));
        contenders.push(self.protoc("protoc + protoc-gen-connect-go", &[&peers.protoc_gen_connect_go]));
        contenders
    }

    fn with_messages(&self) -> Vec<Contender> {
        let peers = &self.peers;
        vec![
            self.generate(WITH_MESSAGES, &Target::ALL, true),
            self.generate("stubborn, go alone, with messages", &[Target::Go], true),
            self.protoc(
                "protoc + protoc-gen-go + protoc-gen-go-grpc",
                &[&peers.protoc_gen_go, &peers.protoc_gen_go_grpc],
            ),
        ]
    }

    fn as_plugins(&self) -> Fallible<Vec<Contender>> {
        let peers = &self.peers;
        let ours = |target: Target| -> io::Result<Contender> {
            let mut options = vec![format!("target={target}")];
            options.extend((target == Target::Go).then(|| format!("module={GO_MODULE}")));
            let request = self.capture(target.as_str(), &options)?;
            let name = format!("protoc-gen-stubborn, {target}");
            Ok(Contender::new(name, Command::new(&peers.protoc_gen_stubborn)).input(request))
        };
        let mut contenders = Target::ALL.into_iter().map(ours).collect::<io::Result<Vec<_>>>()?;
        let request = self.capture("peers", &go_options())?;
        contenders
            .extend([&peers.protoc_gen_go_grpc, &peers.protoc_gen_connect_go, &peers.protoc_gen_go].map(
                |plugin| Contender::new(file_name(plugin), Command::new(plugin)).input(request.clone()),
            ));
        Ok(contenders)
    }

    fn rendering(&self) -> Fallible<Vec<(String, Rendering)>> {
        let mut results = Vec::new();
        for target in Target::ALL {
            results.push((target.to_string(), self.measure_inside(&["render"], &[target.as_str()])?));
        }
        results.push(("tonic (Rust)".to_owned(), self.measure_inside(&["tonic"], &[])?));
        Ok(results)
    }

    fn measure_inside(&self, before: &[&str], after: &[&str]) -> Fallible<Rendering> {
        let output = self.inside(before, after)?.output()?;
        let text = String::from_utf8(output.stdout)?;
        let complaint = String::from_utf8_lossy(&output.stderr);
        Rendering::parse(&text).ok_or_else(|| format!("{before:?} {after:?}: {complaint}").into())
    }

    fn protox(&self) -> io::Result<Contender> {
        Ok(Contender::new(PROTOX, self.inside(&["protox"], &[])?))
    }

    /// This program again, to do one thing only.
    fn inside(&self, before: &[&str], after: &[&str]) -> io::Result<Command> {
        let mut command = Command::new(std::env::current_exe()?);
        command.args(before).arg(&self.schema).args(after);
        Ok(command)
    }

    fn generate(&self, name: &str, targets: &[Target], messages: bool) -> Contender {
        let out = self.out.join(name.replace([' ', ','], "-"));
        let mut command = Command::new(&self.peers.stubborn);
        command.args(["generate", "--quiet", "-I"]).arg(&self.schema);
        command.args(schema::names(1).iter().map(|name| self.schema.join(name)));
        for target in targets {
            command.arg("--out").arg(format!("{target}={}", out.join(target.as_str()).display()));
        }
        if targets.contains(&Target::Go) {
            command.arg("--opt").arg(format!("go.module={GO_MODULE}"));
        }
        if messages {
            command.env("PATH", &self.peers.path);
        } else {
            command.arg("--no-messages");
        }
        Contender::new(name, command).out(out)
    }

    fn protoc(&self, name: &str, plugins: &[&PathBuf]) -> Contender {
        let out = self.out.join(name.replace([' ', '+'], "-"));
        let mut command = self.protoc_command();
        for plugin in plugins {
            let program = file_name(plugin);
            let short = program.trim_start_matches("protoc-gen-").to_owned();
            command.arg(format!("--plugin={program}={}", plugin.display()));
            command.arg(format!("--{short}_out={}", out.display()));
            command.args(go_options().iter().map(|option| format!("--{short}_opt={option}")));
        }
        Contender::new(name, command).out(out)
    }

    /// What protoc hands to a plugin, in a file: by a plugin that copies its input there.
    fn capture(&self, name: &str, options: &[String]) -> io::Result<PathBuf> {
        let request = self.requests.join(format!("{name}.bin"));
        let plugin = self.requests.join("protoc-gen-dump");
        // It answers that it knows optional fields; protoc would not take it otherwise.
        std::fs::write(&plugin, "#!/bin/sh\ncat > \"$DUMP\"\nprintf '\\020\\003'\n")?;
        make_executable(&plugin)?;
        let mut command = self.protoc_command();
        command.arg(format!("--plugin=protoc-gen-dump={}", plugin.display()));
        command.arg(format!("--dump_out={}", self.out.display())).env("DUMP", &request);
        command.args(options.iter().map(|option| format!("--dump_opt={option}")));
        if !command.status()?.success() {
            return Err(io::Error::other("protoc failed"));
        }
        Ok(request)
    }

    fn protoc_command(&self) -> Command {
        let mut command = Command::new(&self.peers.protoc);
        command.arg(format!("-I{}", self.schema.display())).args(schema::names(1));
        command
    }
}

/// Settings for the plugins of Go, which want to know where the annotations would be.
fn go_options() -> Vec<String> {
    vec![format!("module={GO_MODULE}"), format!("Mstubborn/v1/options.proto={GO_MODULE}/stubborn/v1")]
}

fn file_name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

#[cfg(unix)]
fn make_executable(path: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    std::fs::set_permissions(path, std::fs::Permissions::from_mode(0o755))
}

#[cfg(not(unix))]
fn make_executable(_: &Path) -> io::Result<()> {
    Ok(())
}
