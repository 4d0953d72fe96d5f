package io.llmops.api.spi;

import java.nio.file.Path;

/** What a part of a scenario may ask of its host while it is built. */
public interface PartContext extends Host {

    /** Name of the scenario that the part belongs to. */
    String scenario();

    /** Relative paths in the specification are relative to this directory. */
    Path baseDirectory();
}
