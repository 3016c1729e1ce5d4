//! The words of candidates: short forms, synonyms, and words that say how something is put. Must not know which questions
//! there are.

use std::collections::HashMap;
use std::sync::LazyLock;

use crate::domain::stems;

/// Short forms, careless spellings and British ones, each with what it stands for.
const SHORT: [(&str, &str); 109] = [
    ("txn", "transaction"),
    ("txns", "transactions"),
    ("tx", "transaction"),
    ("trx", "transactions"),
    ("avg", "average"),
    ("ppl", "people"),
    ("img", "image"),
    ("imgs", "images"),
    ("pic", "picture"),
    ("pics", "pictures"),
    ("vid", "video"),
    ("vids", "videos"),
    ("lang", "language"),
    ("langs", "languages"),
    ("rec", "recommendation"),
    ("recs", "recommendations"),
    ("reco", "recommendation"),
    ("req", "request"),
    ("reqs", "requests"),
    ("infra", "infrastructure"),
    ("perf", "performance"),
    ("prod", "production"),
    ("devs", "engineers"),
    ("msg", "message"),
    ("msgs", "messages"),
    ("db", "database"),
    ("dbs", "databases"),
    ("k8s", "kubernetes"),
    ("ms", "milliseconds"),
    ("msec", "milliseconds"),
    ("sec", "second"),
    ("secs", "seconds"),
    ("mins", "minutes"),
    ("hr", "hour"),
    ("hrs", "hours"),
    ("yr", "year"),
    ("yrs", "years"),
    ("wks", "weeks"),
    ("approx", "approximately"),
    ("max", "maximum"),
    ("num", "number"),
    ("pct", "percent"),
    ("acc", "accuracy"),
    ("tput", "throughput"),
    ("biz", "business"),
    ("regs", "regulations"),
    ("usr", "user"),
    ("usrs", "users"),
    ("fps", "false positives"),
    ("fp", "false positive"),
    ("fn", "false negative"),
    ("cb", "chargeback"),
    ("cbs", "chargebacks"),
    ("u", "you"),
    ("ur", "your"),
    ("r", "are"),
    ("pls", "please"),
    ("plz", "please"),
    ("wanna", "want"),
    ("gonna", "going"),
    ("rn", "right now"),
    ("atm", "at the moment"),
    ("asap", "soon"),
    ("w", "with"),
    ("wo", "without"),
    ("smth", "something"),
    ("sth", "something"),
    ("abt", "about"),
    ("bc", "because"),
    ("cuz", "because"),
    ("tho", "though"),
    ("whats", "what is"),
    ("whos", "who is"),
    ("hows", "how is"),
    ("wheres", "where is"),
    ("dont", "do not"),
    ("doesnt", "does not"),
    ("didnt", "did not"),
    ("cant", "can not"),
    ("isnt", "is not"),
    ("arent", "are not"),
    ("wont", "will not"),
    ("shouldnt", "should not"),
    ("im", "i am"),
    ("ive", "i have"),
    ("youre", "you are"),
    ("theres", "there is"),
    ("thats", "that is"),
    ("realtime", "real time"),
    ("dupes", "duplicates"),
    ("dups", "duplicates"),
    ("dupe", "duplicate"),
    ("colour", "color"),
    ("catalogue", "catalog"),
    ("catalogues", "catalogs"),
    ("behaviour", "behavior"),
    ("labelled", "labeled"),
    ("labelling", "labeling"),
    ("fulfil", "fulfill"),
    ("mult", "multiple"),
    ("diff", "different"),
    ("stats", "statistics"),
    ("specs", "specification"),
    ("spec", "specification"),
    ("tz", "time zone"),
    ("otp", "challenge"),
    ("2fa", "challenge"),
    ("mfa", "challenge"),
    ("3ds", "3 d secure"),
];

/// The beginnings of words that are written with `s` in Britain and with `z` here.
const BRITISH: &str = "personalis optimis summaris quantis categoris recognis authoris organis prioritis tokenis customis \
     anonymis randomis normalis generalis minimis maximis monetis localis utilis moderniz";

/// What each short form stands for.
static LONG: LazyLock<HashMap<&str, &str>> = LazyLock::new(|| SHORT.into_iter().collect());

/// The words of a text in lower case, short forms and British spellings written out.
pub fn split(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    for word in stems::split(text) {
        match LONG.get(word.as_str()) {
            Some(long) => words.extend(long.split(' ').map(str::to_owned)),
            None => words.push(american(word)),
        }
    }
    words
}

fn american(word: String) -> String {
    let british = BRITISH.split(' ').find(|begin| word.starts_with(begin));
    match british {
        Some(begin) => {
            let stem = &begin[..begin.len() - 1];
            format!("{stem}z{}", &word[begin.len()..])
        }
        None => word,
    }
}

/// Words that candidates use for one another, a group each.
pub const SYNONYMS: [&str; 112] = [
    "latency respond response",
    "availability uptime downtime outage reliability",
    "metric kpi measure measured",
    "image images picture pictures photo photos pic pics",
    "item items document documents",
    "product products listing listings article articles",
    "catalog catalogue corpus inventory",
    "label labels labelled labelling annotation annotated",
    "transaction transactions payment payments",
    "delete deleted deletion erasure removed remove",
    "error errors mistake mistakes wrong incorrect",
    "query queries searches",
    "conversation conversations chat chats",
    "answer answers response responses reply replies completion",
    "recommendation recommendations suggestion suggestions",
    "fraud fraudulent",
    "client clients customer customers",
    "dollars money",
    "author authors poster creator creators",
    "engineer engineers eng",
    "churn turnover",
    "doc docs document documents",
    "fast quick quickly speed rapidly",
    "current currently existing legacy today now present",
    "duplicate duplicates dedup deduplicate deduplication copies copy identical",
    "noisy noise clean dirty messy",
    "seller sellers merchant merchants shop shops vendor vendors",
    "reviewer reviewers analysts analyst investigators moderators",
    "country countries region regions geo geography nations international global worldwide",
    "regulation regulatory regulations legal compliance law laws",
    "cost costs spend afford price pricing expensive",
    "ab experiment experiments",
    "refuse refused refusal decline declined reject rejected rejection deny denied",
    "explain explanation explanations reason reasons justify",
    "buyer buyers shopper shoppers customer customers",
    "machines servers hosts nodes",
    "hardware infrastructure compute",
    "gpu accelerator accelerators",
    "diverse diversity diversified diversification variety",
    "hide hidden hides dismiss",
    "fallback degrade degraded degradation",
    "launch ship shipped deadline due live",
    "team staff staffing headcount",
    "money budget dollars spend",
    "lag lags delay delays delayed late",
    "imbalance imbalanced skewed skew uneven concentrated dominate dominated",
    "grow growth grows growing increase",
    "volume load traffic throughput",
    "busy busiest peak spike spikes surge burst bursts",
    "multilingual languages language",
    "private privacy confidential pii",
    "retain retention keep kept store stored",
    "moderate moderation moderated filtering filtered",
    "harmful unsafe toxic offensive nsfw inappropriate",
    "cheat cheating game gaming manipulate manipulation trick",
    "retrain retrained retraining deploy deployed deployment deployments release released releases rollout",
    "update updated updates refresh refreshed",
    "fresh freshness stale staleness recent outdated",
    "precompute precomputed precomputing ahead",
    "log logs logged logging recorded record",
    "feature features signal signals",
    "attribute attributes field fields",
    "device devices phone phones mobile",
    "embeddings embedding vectors",
    "raters rater judges annotators annotator labelers graders",
    "goal goals objective objectives aim",
    "liable liability",
    "verification verify challenge challenged",
    "quantize quantization quantized compress compressed compression",
    "crash crashes crashed die dies dead fail fails failed failure failures breaks broken",
    "overload overloaded overwhelmed",
    "upload uploads uploaded uploading",
    "caption captions description descriptions",
    "repost reposts reposted reshare reshared reshares",
    "gif gifs animation animations animated",
    "rating ratings stars",
    "typo typos misspelled misspelling misspellings spelling spellcheck",
    "filter filters facet facets",
    "purchase purchases buy bought buys order orders",
    "refund refunds refunded",
    "category categories taxonomy",
    "season seasons seasonal seasonality",
    "session sessions visit visits",
    "internet connection connectivity offline",
    "newcomers newcomer signups signup",
    "paged pager oncall",
    "alert alerts alerting",
    "appeal appeals contest complain complaint complaints dispute",
    "recurring subscription subscriptions renewals",
    "kids children minors teenagers",
    "resize resolution dimensions",
    "dataset datasets corpus",
    "truth labels",
    "evaluate evaluated evaluation eval assess",
    "annotate annotated annotation labeling label",
    "allowed permitted allow may",
    "stored storage archive",
    "rare uncommon",
    "correct corrections edit edits fix fixes",
    "author authors uploader uploaders",
    "reader readers viewer viewers",
    "personalized personalize personalization tailored",
    "anonymous guest guests",
    "cluster fleet",
    "vendor provider",
    "outage outages incident",
    "timeout timeouts",
    "trusted trust untrusted",
    "poison poisoned injection",
    "summarize summary summaries summarization",
    "docs pdf pdfs",
    "multimodal images",
];

/// Words that say how something is put, not what is asked, unless a wording has them.
pub const MANNER: &str = "
    accept acceptable accepted account add added address adopt affect aim aiming aimed allow allows appear appears apply
    applied appropriate area aspect aware back background bad base based basic basis become begin behave behavior
    behaviour believe best better big bigger biggest bit bring broad broadly build building built call called care case
    cases certain change changes check choose clear clearly close common compare complete concern concerned concerns
    concrete condition confirm context correct cover create created decide decided deep default define defined depend
    depends desired detail details determine develop differ difference different difficult directly discuss do doing
    easy effect end enough ensure entire environment essentially estimate etc event every exact example
    examples expectation expectations extra face fair fall familiar far feel figure fill final find fine fit fix focus
    follow following form full fully function generate generated generally genuine goes good great guarantee
    guaranteed guess guys happen happening happens hard heavy help helpful hold huge idea ideal ideally identify
    important improve include included indeed info information initial initially input instance intend intended
    interested introduce involve involved issue issues job join keen keep kept key label lead least leave let level lie
    life line list little live lives load local lot lots main mainly maintain major manage matter matters maximum mean
    means meant mention mind minimum minor miss moment move name natural naturally near necessary neither new nice
    normal normally notice obtain obviously occur offer often open operate operating option options order original
    output part particular particularly parts pass perfect perform performed pick picked picture piece place plan
    planned planning play point points possible possibly practice prefer preferred prepare present pretty previous
    primarily primary prior probably proceed produce produced project promise proper properly propose provide provided
    purpose question questions quite rate reach reached reaction ready real reality realistic realistically reason
    reasonable receive recommend reference relate related relevant rely remain remember require result results return
    returned returning returns room rough rule run runs scenario scope send sense serious serve set several shape share
    short show showing shown shows side sign similar simple simply single situation slightly solve sort sounds space
    speak special specifically spend stage stand standard stay step stop strict strictly strong stuff subject such
    suggest suggestion suit suppose supposed sure sustain table talk talking tell term terms test together tolerate
    tolerable top topic total toward treat treated tried true try trying turn understand unique useful usual value
    various vary version versus view vs wait want watch welcome whole wide wise wish word words worry worth write
    writing wrong
";
