/** Web pages as documents, and the one client that fetches URLs which others have chosen. */
@NullMarked
package io.llmops.web;

import org.jspecify.annotations.NullMarked;
