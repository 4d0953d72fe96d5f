package io.llmops.rag.connect;

import io.llmops.api.connect.Connector;
import java.nio.file.Path;

/** The connectors that come with llmops-rag. */
public final class Connectors {

    private Connectors() {}

    /**
     * The files of a folder and of the folders in it, or one single file.
     *
     * <p>Files come in the order of their ids, which are paths relative to {@code root} with forward slashes (of a single
     * file, its name). A version is the SHA-256 of the content, so that a file that is only touched or copied counts as
     * unchanged. The source metadata {@code path} is the file's absolute path.
     *
     * <p>Left out: hidden files and folders (a name that begins with a full stop, or the file system's mark), what an
     * office program leaves beside an open file ({@code ~$...} and {@code .~lock...}), and symbolic links that lead out of
     * {@code root} or back into a folder that holds them. A file that cannot be read is handed over nevertheless: opening
     * it tells why, and the others are read.
     *
     * @param root a folder or a file; it need not exist yet. {@link Connector#read} throws a {@link
     *     io.llmops.api.exception.DocumentException} if it does not exist or cannot be listed
     * @return a connector that holds nothing open between calls
     */
    public static Connector files(Path root) {
        return new FilesConnector(root);
    }
}
