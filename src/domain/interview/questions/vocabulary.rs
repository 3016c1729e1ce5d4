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
     anonymis randomis normalis generalis minimis maximis monetis localis utilis modernis";

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
    able absolutely accept acceptable accepted accordingly account achieve achieved actual add added address admit
    adopt advance affect afraid agree agreed aim aimed aiming allow allows appear appears applied apply appropriate
    area aside ask asked asks aspect assumed assumption assumptions attempt attempts attention avoid await aware back
    background bad ballpark base based basic basis bear become beforehand begin beginning behave behavior behaviour
    believe besides best better big bigger biggest bit bother bothered brief briefly bring bringing broad broadly
    build building built calculate call called care careful carefully carry case cases certain chance chances change
    changes check choose claim clarification clarifications clarified clarify clear clearly close closer comfortable
    common compare complete concern concerned concerns conclude concrete concretely condition confirm constantly
    context continuously convince convinced cope correct correctly count counting counts cover create created crucial
    curiosity curious dealing deals dealt dear decent decide decided dedicated deep deeper default define defined
    definitely demanding depend depends depth deserve desirable desired despite detail details determine develop
    differ difference different difficult dig directly discuss dive do doing doubt doubts earlier easily easy effect
    effectively elaborate emphasis encounter encountered end enormous enough ensure entire entirely environment
    envisage envision essential essentially estimate etc event every evident exact example examples except expectation
    expectations explicit explicitly explore extra face fair fairly fall familiar far feel feeling feelings figure
    figures fill final find fine firm fit fix flexible focus follow following foresee forget forgot form full fully
    function fundamental fundamentally furthermore future gather gathered generally generate generated generous
    genuine glad goes good grasp great guarantee guaranteed guess guide guideline guys hand hands happen happening
    happens hard hear heard heavy help helpful hence hold honest honestly hope hoping however huge idea ideal ideally
    identify imagine impact implied imply important improve include included indeed info inform information initial
    initially input inside insight insights instance intend intended intends intention interested introduce involve
    involved issue issues job join justified keen keep kept key kindly label lack largely latter lead least leave lend
    let level lie life lightly limited line list listen literally little live lives load local lot lots madam
    magnitude main mainly maintain major manage massive matter matters maximum mean meaning meaningful means meant
    mention merely mind minimum minor miss moderate modest moment moreover mostly move name namely natural naturally
    nature near nearly necessary negligible neither new nice normal normally note notice notion number numbers obtain
    obvious obviously occasional occasionally occur offer often open operate operating opinion opinions option options
    order ordinary original otherwise output outside overall overview pain painful part particular particularly partly
    parts pass path perfect perform performed perspective pick picked picture piece pin place plain plan planned
    planning plans play pleased point points possible possibly practically practice precisely prefer preference
    preferences preferred prepare present presumably presume pretty previous primarily primary principle principles
    prior probable probably proceed produce produced project promise proper properly propose provide provided purpose
    purposes question questions quick quite rarely rate reach reached reaction ready real realistic realistically
    reality realize reason reasonable recap receive recommend reference regard regardless regularly relate related
    relevant rely remain remember remind require result results return returned returning returns room rough roughly
    rule run runs sake scenario scope seldom send sense sensible separate separately serious seriously serve set
    settle settled several severe shape share sheer short show showing shown shows side sign significant significantly
    similar simple simply single sir situation sketch slight slightly solve sometimes somewhat sort sounding sounds
    space speak special specifically specified specify spell spend spot stage stand standard stay step stick stop
    straight strange strict strictly strong struggle stuff subject such sufficient suggest suggestion suit suppose
    supposed sure surely surprise surprised suspect sustain table tackle talk talking tell tend tends term terms
    terribly test thank thereby thorough thought thoughts thus tied tiny together tolerable tolerate top topic total
    tough toward treat treated tried true try trying turn typically ultimately unclear understand unfortunately unique
    upfront useful usual utterly vague value various vary vast version versus viable view vs wait want watch welcome
    well whenever wherever whole wide willing wise wish word words world worry worth worthwhile write writing wrong
    wrongly
";
