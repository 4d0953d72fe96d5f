package io.llmops.api.spi;

/**
 * What all providers have in common. A provider has a public constructor without arguments that does no work, and is
 * thread-safe. One broken provider does not stop the others; two of one kind and name are an error when that name is
 * used.
 */
public interface Provider {

    /** The name by which it is chosen; lower-case letters, digits and hyphens. */
    String name();
}
