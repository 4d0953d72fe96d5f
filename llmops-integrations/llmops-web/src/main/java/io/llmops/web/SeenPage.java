package io.llmops.web;

import java.net.URI;
import java.util.List;
import java.util.Map;

/**
 * What a connector remembers of a page, so that it need not be sent again while it stays the same.
 *
 * @param conditions request headers by which the server tells
 * @param page without its bytes
 */
record SeenPage(Map<String, String> conditions, List<URI> links, WebPage page) {}
