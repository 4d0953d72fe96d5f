package io.llmops.web;

import java.time.Duration;

/** How far a crawl goes, and how fast. */
record CrawlLimits(int maxPages, int maxDepth, long maxBytes, Duration maxTime, Duration delay) {}
