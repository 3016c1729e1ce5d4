//! The folders, the library, the settings and the random numbers that every use case needs.

use crate::app::config::Config;
use crate::app::failure::Failure;
use crate::clock;
use crate::content::library::Library;
use crate::domain::interview::follow_ups::SplitMix64;
use crate::domain::session::plan::{Minutes, times_hint};
use crate::domain::settings::Settings;
use crate::domain::units::counted;
use crate::store::{self, Paths};

/// The values that every use case needs.
#[derive(Debug)]
pub struct AppContext {
    pub paths: Paths,
    pub library: Library,
    /// The settings in use; neither name is empty.
    pub settings: Settings,
    /// A flag named the candidate. Whoever names one may be a coach, from whom marks are hidden.
    pub is_candidate_named: bool,
    /// What is wrong with the settings, for the first message.
    pub settings_remark: Option<String>,
    /// Name and version of this program.
    pub program: String,
    /// The generator of seeds and ids.
    pub chance: SplitMix64,
    /// What happened to rescued sessions, for the first message.
    pub rescued: Vec<String>,
    /// What happened to the list of the machine's coaches, for the first message.
    pub coaches_remark: Option<String>,
}

impl AppContext {
    /// Makes the context, reads the library in these folders, removes what killed programs left, and takes rescued
    /// sessions back.
    ///
    /// # Errors
    /// When the user's designs folder cannot be listed.
    pub fn new(paths: Paths, settings: Settings, remark: Option<String>) -> Result<Self, Failure> {
        let library = library(&paths)?;
        Ok(Self::with_library(library, paths, settings, remark))
    }

    /// The same with the library that was read from these folders.
    pub fn with_library(
        library: Library,
        paths: Paths,
        mut settings: Settings,
        remark: Option<String>,
    ) -> Self {
        store::sweep(&paths, &clock::wall());
        let minutes_remark = fit_minutes(&mut settings, &library);
        Self {
            library,
            rescued: store::take_back(&paths),
            coaches_remark: None,
            paths,
            settings,
            is_candidate_named: false,
            settings_remark: remark.or(minutes_remark),
            program: concat!("forty ", env!("CARGO_PKG_VERSION")).into(),
            chance: SplitMix64(clock::random_seed()),
        }
    }
}

/// Takes the framework's minutes where the settings have a time for each stage of another framework; says so.
fn fit_minutes(settings: &mut Settings, library: &Library) -> Option<String> {
    let wrong = wrong_count(settings, library)?;
    settings.minutes = Minutes::AsFramework;
    Some(format!("{wrong} and is not used"))
}

/// Adds the mistake of a setting `minutes` that has a time for each stage of another framework than that in these folders,
/// whose library is read only for this setting.
pub fn check_minutes_in(paths: &Paths, config: &mut Config) {
    if matches!(config.resolved.values.minutes, Minutes::Each(_))
        && let Ok(library) = library(paths)
    {
        check_minutes(&library, config);
    }
}

/// Adds the mistake of a setting `minutes` that has a time for each stage of another framework than that of the library.
pub fn check_minutes(library: &Library, config: &mut Config) {
    // The value of the next source may be wrong, too.
    while let Some(wrong) = wrong_count(&config.resolved.values, library) {
        config.refuse("minutes", &wrong, &times_hint(library.framework()));
    }
}

/// What is wrong with the number of times in the setting `minutes`, if anything is.
fn wrong_count(settings: &Settings, library: &Library) -> Option<String> {
    let Minutes::Each(times) = &settings.minutes else {
        return None;
    };
    let (given, stages) = (times.len(), library.stages().len());
    let times = counted(given, "time");
    (given != stages).then(|| format!("`minutes` has {times} for {stages} stages"))
}

/// The shipped designs and the user's own.
///
/// # Errors
/// When the user's designs folder cannot be listed.
pub fn library(paths: &Paths) -> Result<Library, Failure> {
    let files = store::design_files(&paths.designs)?.into_iter();
    let user_files = files.map(|file| {
        let text = file.text.map_err(|error| error.to_string());
        (format!("{}.toml", file.name), text)
    });
    Ok(Library::new(user_files.collect()))
}
