package io.llmops.jdbc;

import java.util.List;

/**
 * The tables of prompts. Every change has a revision, counted in one row, which is locked by whoever changes something: so
 * revisions become visible in their order, and a reader who asks for what is newer than the last one misses nothing.
 */
final class PromptTables {

    static final Part PROMPTS = new Part("prompts", List.of(Step.sql(dialect -> first())));

    private PromptTables() {}

    private static List<String> first() {
        return List.of(
                "CREATE TABLE prompt_revision (id INTEGER PRIMARY KEY, revision BIGINT NOT NULL)",
                "INSERT INTO prompt_revision (id, revision) VALUES (1, 0)",
                """
                CREATE TABLE prompt_version (
                  name TEXT NOT NULL, number INTEGER NOT NULL, body TEXT NOT NULL, revision BIGINT NOT NULL,
                  PRIMARY KEY (name, number))""",
                "CREATE INDEX prompt_version_by_revision ON prompt_version (revision)",
                "CREATE TABLE prompt_label (name TEXT PRIMARY KEY, body TEXT NOT NULL, revision BIGINT NOT NULL)",
                "CREATE INDEX prompt_label_by_revision ON prompt_label (revision)");
    }
}
