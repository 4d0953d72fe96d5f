package io.llmops.core.prompt;

/**
 * Where a tag stands, for messages.
 *
 * @param origin the partial that it stands in, as messages begin with it; empty for the template itself
 */
record Position(String origin, int line, int column) {

    @Override
    public String toString() {
        return origin + "line " + line + ", column " + column + ": ";
    }
}
