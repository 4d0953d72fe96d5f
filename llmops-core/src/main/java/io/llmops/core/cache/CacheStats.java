package io.llmops.core.cache;

/**
 * What a cache did since it was opened.
 *
 * @param hits calls answered by an equal call, those that waited for it included
 * @param similarHits calls answered by a question in other words
 * @param misses calls that went to the model though they may be cached
 * @param bypassed calls that may not be cached, such as those with tools
 * @param damaged kept answers that could not be read, and were taken as not there
 * @param failures times that the store or the embedding model failed, and the call went on without
 */
public record CacheStats(long hits, long similarHits, long misses, long bypassed, long damaged, long failures) {

    /** Nothing yet. */
    public static final CacheStats NONE = new CacheStats(0, 0, 0, 0, 0, 0);

    /** The sum of both. */
    public CacheStats plus(CacheStats other) {
        return new CacheStats(
                hits + other.hits,
                similarHits + other.similarHits,
                misses + other.misses,
                bypassed + other.bypassed,
                damaged + other.damaged,
                failures + other.failures);
    }

    /** The share of answered calls among those that may be cached; 0 for none. */
    public double hitShare() {
        long asked = hits + similarHits + misses;
        return asked == 0 ? 0 : (double) (hits + similarHits) / asked;
    }
}
