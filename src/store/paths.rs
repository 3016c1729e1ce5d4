//! Which folders the program uses, from flags and environment handed in as plain values.
//! It reads no environment but what the platform's own folders take, and creates nothing by itself.

use std::path::{Path, PathBuf};

use directories::ProjectDirs;

use super::error::StoreError;

/// What flags and environment say about folders; flags already stand before the environment here.
#[derive(Debug, Clone, Default)]
pub struct Given {
    /// `--home`, `FORTY_HOME`.
    pub home: Option<PathBuf>,
    /// `--sessions`, `FORTY_SESSIONS`.
    pub sessions: Option<PathBuf>,
    /// `--designs`, `FORTY_DESIGNS`.
    pub designs: Option<PathBuf>,
    pub xdg_data_home: Option<PathBuf>,
    pub xdg_config_home: Option<PathBuf>,
    pub xdg_state_home: Option<PathBuf>,
}

/// Every folder the program uses; each is made when it is first written to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paths {
    pub data: PathBuf,
    pub config: PathBuf,
    /// What may be lost without regret: logs, a coach's digits on this machine.
    pub state: PathBuf,
    pub sessions: PathBuf,
    pub designs: PathBuf,
    pub trash: PathBuf,
}

impl Paths {
    /// The home that was given, else the XDG variables where absolute, else the platform's folders.
    ///
    /// # Errors
    /// When nothing was given and the platform knows no home folder.
    pub fn resolve(given: &Given) -> Result<Self, StoreError> {
        let (data, config, state) = match &given.home {
            Some(home) => {
                let home = whole(home)?;
                (home.clone(), home.clone(), home.join("state"))
            }
            None => Self::of_platform(given)?,
        };
        let moved =
            |to: &Option<PathBuf>, name| to.as_deref().map_or_else(|| Ok(data.join(name)), whole);
        Ok(Self {
            sessions: moved(&given.sessions, "sessions")?,
            designs: moved(&given.designs, "designs")?,
            trash: data.join("trash"),
            data,
            config,
            state,
        })
    }

    fn of_platform(given: &Given) -> Result<(PathBuf, PathBuf, PathBuf), StoreError> {
        let own = ProjectDirs::from("", "", "forty");
        let pick = |xdg: &Option<PathBuf>, own: Option<PathBuf>| {
            let xdg = xdg.as_ref().filter(|path| path.is_absolute());
            xdg.map(|path| path.join("forty"))
                .or(own)
                .ok_or(StoreError::NoHome)
        };
        let own = own.as_ref();
        Ok((
            pick(
                &given.xdg_data_home,
                own.map(|own| own.data_dir().to_owned()),
            )?,
            pick(
                &given.xdg_config_home,
                own.map(|own| own.config_dir().to_owned()),
            )?,
            pick(
                &given.xdg_state_home,
                own.map(|own| own.state_dir().unwrap_or(own.data_local_dir()).to_owned()),
            )?,
        ))
    }
}

fn whole(path: &Path) -> Result<PathBuf, StoreError> {
    std::path::absolute(path).map_err(StoreError::io("find the folder", path))
}
