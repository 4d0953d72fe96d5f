package io.llmops.onnx;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.net.URLStreamHandler;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The process that {@link NoNetworkTest} starts: prints each connection that is asked for, and lets none out. A proxy
 * selector alone would see nothing, since DJL asks for connections without a proxy; so URLs are watched as well.
 */
final class NoNetworkChild {

    private NoNetworkChild() {}

    public static void main(String[] arguments) throws IOException {
        ProxySelector.setDefault(new Recorder());
        URL.setURLStreamHandlerFactory(protocol -> protocol.startsWith("http") ? new Refusing() : null);
        if (arguments[0].equals("embed")) {
            try (OnnxEmbeddingModel model =
                    OnnxEmbeddingModel.named("all-minilm-l6-v2-q").build()) {
                Vectors.all(model, Texts.mixed());
            }
        } else {
            try (InputStream json =
                    NoNetworkChild.class.getClassLoader().getResourceAsStream("all-minilm-l6-v2-q-tokenizer.json")) {
                HuggingFaceTokenizer.newInstance(Objects.requireNonNull(json), Map.of())
                        .close();
            }
        }
        print("done");
    }

    private static void print(String line) {
        System.out.println(line);
    }

    /** Sends every socket to a closed port of this machine. */
    private static final class Recorder extends ProxySelector {
        @Override
        public List<Proxy> select(URI uri) {
            print("connect " + uri);
            return List.of(new Proxy(Proxy.Type.SOCKS, new InetSocketAddress(InetAddress.getLoopbackAddress(), 1)));
        }

        @Override
        public void connectFailed(URI uri, SocketAddress address, IOException failure) {
            // As intended.
        }
    }

    private static final class Refusing extends URLStreamHandler {
        @Override
        protected URLConnection openConnection(URL url) throws IOException {
            print("connect " + url);
            throw new IOException("refused by the test");
        }

        @Override
        protected URLConnection openConnection(URL url, Proxy proxy) throws IOException {
            return openConnection(url);
        }
    }
}
