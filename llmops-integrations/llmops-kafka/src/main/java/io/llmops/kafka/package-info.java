/** Topics of Kafka as documents of a knowledge base. */
@NullMarked
package io.llmops.kafka;

import org.jspecify.annotations.NullMarked;
