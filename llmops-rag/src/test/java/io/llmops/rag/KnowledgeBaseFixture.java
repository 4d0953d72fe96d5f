package io.llmops.rag;

import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A directory and a host for each test of knowledge bases; the host closes what was built in it. */
abstract class KnowledgeBaseFixture {

    Path directory;
    FakeHost host;

    @BeforeEach
    final void makeHost(@TempDir Path directory) {
        this.directory = directory;
        host = new FakeHost(directory);
    }

    @AfterEach
    final void closeHost() {
        host.close();
    }
}
