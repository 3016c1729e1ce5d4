//! The examples with which each help page begins.

pub const FORTY: &str = "\
Examples:
  forty                                      choose a design and start
  forty tutor                                learn the interview in 90 seconds
  forty start image-caption-generator        40 minutes, five stages, at once
  forty start --minutes 1,2,2,2,1            a short one, to try
  forty resume                               continue an unfinished interview
  forty debrief                              score your notes with the rubric
  forty show last                            print the notes with the time of each line
  forty export last --format md              write the session as a page
  forty review --sessions DIR                review the sessions of a folder as a coach
  forty calc '4e6/day * 500 KB'              compute a sum with units
  forty config init                          create the file of your settings";

pub const CODES: &str = "\
Exit codes:
  0 success   1 failed   2 wrong use   3 not found   4 invalid content
  5 in use by another process   130 interrupted   128+n by signal n";

pub const START: &str = "\
Examples:
  forty start                                the design to practice next
  forty start fraud-detection --strict       each stage ends when its time is over
  forty start random --total 20m             half the time, any design
  forty start --seed 7 --as Ada              the same follow-up questions for everybody
  forty start --assignment 20261128          what a coach assigned, with its times and seed
  forty start --linear                       plain text, for a screen reader or a pipe";

pub const RESUME: &str = "\
Examples:
  forty resume                               the latest unfinished interview, paused
  forty resume 20261123                      the one whose id begins like this";

pub const DEBRIEF: &str = "\
Examples:
  forty debrief                              the latest finished interview
  forty debrief 20261123                     the one whose id begins like this
  forty debrief --linear                     plain text, for a screen reader or a pipe";

pub const DRILL: &str = "\
Examples:
  forty drill                                five minutes on your weakest stage
  forty drill llm-serving --stage serving    one stage of a design
  forty drill --cards                        the concept cards that are due";

pub const TUTOR: &str = "\
Examples:
  forty tutor                                a small interview that says what to do next
  forty                                      then choose a design; t starts the tutor there too";

pub const CARDS: &str = "\
Examples:
  forty cards                                the concept cards and when each is due
  forty cards --json                         for other programs
  forty cards --anki forty.txt               a file that Anki imports";

pub const REVIEW: &str = "\
Examples:
  forty review                               all sessions on this machine
  forty review --sessions DIR --as Grace     those in a folder, as this coach
  forty review last                          the latest session at once
  forty review --calibrate                   score gold sessions, and compare your marks with agreed ones";

pub const LIST: &str = "\
Examples:
  forty list                                 all sessions, newest first
  forty list --status finished --since 2026-11-01
  forty list --csv > sessions.csv            for a spreadsheet";

pub const STATS: &str = "\
Examples:
  forty stats                                your levels over time, by stage
  forty stats --as ada --json                another candidate's, for other programs
  forty stats --csv > stats.csv              for a spreadsheet";

pub const COHORT: &str = "\
Examples:
  forty cohort --sessions DIR                levels by week, gaps and goals of every candidate
  forty cohort --html cohort.html            the same as one page
  forty cohort --csv > cohort.csv            a row for each session";

pub const ASSIGN: &str = "\
Examples:
  forty assign fraud-detection --for 'Ada L' Bob --due 2026-12-05 -o fraud.toml
                                             one file to send to both
  forty assign llm-serving --for Ada --due 2026-12-05 --total 30m --message 'Start with the SLO.'
  forty assign --change 20261128 --due 2026-12-12 -o fraud.toml
                                             another due date; send the file again
  forty assign --withdraw 20261128 -o fraud.toml
                                             nobody need begin it; send the file again
  forty assign --list                        who has finished which in time, late or not";

pub const SHOW: &str = "\
Examples:
  forty show last                            the latest session
  forty show last --stage 2 --at 12:30       one stage, as it was at 12:30 of the interview
  forty show last --json                     for other programs";

pub const EXPORT: &str = "\
Examples:
  forty export last -o session.html          one page with a replay, for a browser
  forty export last -o session.md            Markdown
  forty export last --format json            on standard output";

pub const PACK: &str = "\
Examples:
  forty pack last -o session.forty           one file to mail
  forty pack last -o - | ssh host forty unpack -";

pub const UNPACK: &str = "\
Examples:
  forty unpack session.forty                 add the session, or its new reviews
  forty unpack fraud.toml                    add what a coach assigned; home offers it
  forty unpack - < session.forty             the same from standard input";

pub const COACH: &str = "\
Examples:
  forty coach export coach.toml              on the machine where you review
  forty coach import coach.toml              on the other one: you are the same coach there";

pub const COACH_EXPORT: &str = "\
Examples:
  forty coach export coach.toml              your name and your key, to carry to another machine
  forty coach export coach.toml --as Grace   those of another coach of this machine";

pub const COACH_IMPORT: &str = "\
Examples:
  forty coach import coach.toml              reviews from both machines are one coach's";

pub const DELETE: &str = "\
Examples:
  forty delete 20261123                      move the session to the trash
  forty delete --undo                        restore the one deleted last";

pub const REPAIR: &str = "\
Examples:
  forty repair 20261123                      write what can be read as a new session";

pub const COMPARE: &str = "\
Examples:
  forty compare 20261109 20261123            two attempts at one design, earlier first
  forty compare 20261109 last --json         for other programs";

pub const DESIGNS: &str = "\
Examples:
  forty designs                              what can be practiced
  forty designs llm-serving                  brief and prompts of a design
  forty designs llm-serving --answers        its answers too: this spoils the design
  forty designs llm-serving --answers --stage serving-infrastructure";

pub const NEW: &str = "\
Examples:
  forty new ad-ranking                       a commented file in your designs folder";

pub const CHECK: &str = "\
Examples:
  forty check ad-ranking.toml                every mistake with line, column and a fix
  forty check --json designs/*.toml          for other programs";

pub const CALC: &str = "\
Examples:
  forty calc '4e6/day * 500 KB'                      4e6/day * 500 KB → 2 TB/day
  forty calc 'users = 10M' '= users * 2 KB'          later lines use the names of earlier ones
  forty calc < notes.md                              the sums of a page; prose stays as it is
  forty calc --json '10 TB / 1 GB/s'                 the value in bytes and seconds
  forty calc -- '- peak = 3 * 12k'                   a line that begins with a hyphen";

pub const CALC_CODES: &str = "\
Exit codes:
  0 every line has a value or is prose
  1 a line is ambiguous or has no result";

pub const ASK: &str = "\
Examples:
  forty ask llm-serving 'time to first token?'            the question that it is, and how surely
  forty ask llm-serving 'how many calls, what latency?'   each part of a compound question
  forty ask llm-serving 'which GPUs' --json --answers     as JSON, with the answer: this spoils the design";

pub const PATHS: &str = "\
Examples:
  forty paths                                where files are
  forty --home DIR paths --json              where they would be below DIR";

pub const CONFIG: &str = "\
Examples:
  forty config init                          create the file, with every setting and its default
  forty config show --origin                 the values in use, and who set them
  forty config check                         every mistake with line, column and a fix
  $EDITOR \"$(forty config path)\"             edit the file";

pub const CONFIG_PATH: &str = "\
Examples:
  $EDITOR \"$(forty config path)\"             edit the file";

pub const CONFIG_INIT: &str = "\
Examples:
  forty config init                          create the file, with every setting and its default";

pub const CONFIG_SHOW: &str = "\
Examples:
  forty config show                          the values in use
  forty config show --origin                 and who set each: flag, environment, file or default
  FORTY_THEME=dark forty config show --json  for other programs";

pub const CONFIG_CHECK: &str = "\
Examples:
  forty config check                         every mistake with line, column and a fix";

pub const DOCTOR: &str = "\
Examples:
  forty doctor                               a report without any text of your notes
  forty doctor --json                        for other programs";

pub const DOCTOR_CODES: &str = "\
Exit codes:
  0 nothing is wrong   1 something is wrong; the report says what to do";

pub const COMPLETIONS: &str = "\
Examples:
  bash        echo 'source <(forty completions bash)' >> ~/.bashrc
  zsh         echo 'source <(forty completions zsh)' >> ~/.zshrc
  fish        forty completions fish > ~/.config/fish/completions/forty.fish
  elvish      echo 'eval (forty completions elvish | slurp)' >> ~/.config/elvish/rc.elv
  PowerShell  forty completions powershell | Out-String | Invoke-Expression";

pub const MAN: &str = "\
Examples:
  forty man ~/.local/share/man/man1          write the pages where `man forty` finds them";
