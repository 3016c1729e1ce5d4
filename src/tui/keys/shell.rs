//! What only the command line does. The palette shows these commands, since people look there for everything.

/// What a command does, and the command.
pub const COMMANDS: [(&str, &str); 13] = [
    ("Repair a session", "forty repair SESSION"),
    (
        "Export a session as a page, text or JSON",
        "forty export SESSION -o FILE",
    ),
    (
        "Pack a session into one file to send",
        "forty pack SESSION -o FILE",
    ),
    ("Add a packed session", "forty unpack FILE"),
    ("Delete a session, or bring it back", "forty delete SESSION"),
    ("Print a session", "forty show SESSION"),
    ("Print the statistics", "forty stats"),
    ("Compute sum lines", "forty calc LINE"),
    ("Write a design of your own", "forty new ID"),
    ("Check a design file", "forty check FILE"),
    ("Write a file with all settings", "forty config init"),
    ("Print where your files are", "forty paths"),
    ("Examine the installation and the terminal", "forty doctor"),
];
