package io.llmops.eval.retrieval;

/**
 * A document of a judged collection.
 *
 * @param id its id, by which judgements name it
 * @param title its title; empty if none
 * @param text its text
 */
public record CorpusDocument(String id, String title, String text) {}
