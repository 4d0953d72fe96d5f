package io.llmops.core.prompt;

/** How the engine treats names and values. */
enum Mode {
    /** For prompts: no escaping, strict names, a missing variable is an error. */
    PROMPT,
    /** As the Mustache specification has it: HTML escaping, any name, missing is empty. */
    SPEC
}
