package io.llmops.tika;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import org.apache.tika.detect.CompositeDetector;
import org.apache.tika.detect.Detector;
import org.apache.tika.detect.microsoft.POIFSContainerDetector;
import org.apache.tika.detect.zip.DefaultZipContainerDetector;
import org.apache.tika.exception.TikaException;
import org.apache.tika.extractor.EmbeddedDocumentExtractor;
import org.apache.tika.extractor.ParsingEmbeddedDocumentExtractor;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.mime.MimeTypes;
import org.apache.tika.parser.AutoDetectParser;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.parser.Parser;
import org.apache.tika.parser.csv.TextAndCSVParser;
import org.apache.tika.parser.epub.EpubParser;
import org.apache.tika.parser.html.HtmlMapper;
import org.apache.tika.parser.html.JSoupParser;
import org.apache.tika.parser.mail.RFC822Parser;
import org.apache.tika.parser.microsoft.OfficeParser;
import org.apache.tika.parser.microsoft.OldExcelParser;
import org.apache.tika.parser.microsoft.ooxml.OOXMLParser;
import org.apache.tika.parser.microsoft.ooxml.xwpf.ml2006.Word2006MLParser;
import org.apache.tika.parser.microsoft.rtf.RTFParser;
import org.apache.tika.parser.microsoft.xml.SpreadsheetMLParser;
import org.apache.tika.parser.microsoft.xml.WordMLParser;
import org.apache.tika.parser.odf.FlatOpenDocumentParser;
import org.apache.tika.parser.odf.OpenDocumentParser;
import org.apache.tika.parser.pdf.PDFParser;
import org.apache.tika.parser.pdf.PDFParserConfig;
import org.apache.tika.parser.xml.DcXMLParser;
import org.xml.sax.ContentHandler;
import org.xml.sax.SAXException;

/**
 * Tika with a closed list of parsers. Tika's default finds parsers on the class path, where a host may have ones that
 * start programs (OCR) or open sockets; a document must not be able to choose them.
 */
final class TikaParsers {

    // Thread-safe and costly (it loads the media types), hence one; made when this class is first used.
    private static final Parser PARSER = new AutoDetectParser(
            detector(),
            new PDFParser(),
            new OOXMLParser(),
            new OfficeParser(),
            new OldExcelParser(),
            new WordMLParser(),
            new SpreadsheetMLParser(),
            new Word2006MLParser(),
            new RTFParser(),
            new OpenDocumentParser(),
            new FlatOpenDocumentParser(),
            new EpubParser(),
            new JSoupParser(),
            new RFC822Parser(),
            new TextAndCSVParser(),
            new DcXMLParser());

    private TikaParsers() {}

    /** Parses; the attachments of mails and the documents inside of documents as well. */
    static void parse(InputStream in, ContentHandler handler, Metadata metadata)
            throws IOException, TikaException, SAXException {
        PARSER.parse(in, handler, metadata, context());
    }

    private static ParseContext context() {
        PDFParserConfig pdf = new PDFParserConfig();
        pdf.setOcrStrategy(PDFParserConfig.OCR_STRATEGY.NO_OCR);
        ParseContext context = new ParseContext();
        context.set(Parser.class, PARSER);
        context.set(PDFParserConfig.class, pdf);
        context.set(HtmlMapper.class, new ReadableHtml());
        ParsingEmbeddedDocumentExtractor embedded = new ParsingEmbeddedDocumentExtractor(context);
        embedded.setWriteFileNameToContent(false);
        context.set(EmbeddedDocumentExtractor.class, embedded);
        return context;
    }

    private static Detector detector() {
        MimeTypes types = MimeTypes.getDefaultMimeTypes();
        return new CompositeDetector(
                types.getMediaTypeRegistry(),
                List.of(new POIFSContainerDetector(), new DefaultZipContainerDetector(), types));
    }
}
