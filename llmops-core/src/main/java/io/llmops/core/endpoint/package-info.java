/** Endpoints: named models, which one a call goes to, what is tried again and where, and by when it must end. */
@NullMarked
package io.llmops.core.endpoint;

import org.jspecify.annotations.NullMarked;
