//! Cases as data: read from YAML, expanded over variables, clients and workers.

mod carried;
mod check;
mod expand;
mod step;
mod template;
mod text;

pub use carried::is_carried;
pub use check::check;
pub use expand::{Case, Known, expand, known_failing};
pub use step::{Call, Error, Events, Handle, Pending, Send, Spawn, Start, Step, WithStart};
pub use template::{Template, load};
pub use text::substitute;
