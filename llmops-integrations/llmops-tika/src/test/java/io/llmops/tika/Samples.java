package io.llmops.tika;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts.FontName;
import org.apache.poi.hslf.usermodel.HSLFSlideShow;
import org.apache.poi.hssf.usermodel.HSSFWorkbook;
import org.apache.poi.poifs.crypt.EncryptionInfo;
import org.apache.poi.poifs.crypt.EncryptionMode;
import org.apache.poi.poifs.crypt.Encryptor;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.apache.poi.sl.usermodel.Slide;
import org.apache.poi.sl.usermodel.SlideShow;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.ss.usermodel.Workbook;
import org.apache.poi.xslf.usermodel.XMLSlideShow;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.apache.poi.xwpf.usermodel.XWPFDocument;
import org.apache.poi.xwpf.usermodel.XWPFParagraph;
import org.apache.poi.xwpf.usermodel.XWPFStyle;
import org.apache.poi.xwpf.usermodel.XWPFStyles;
import org.apache.poi.xwpf.usermodel.XWPFTable;
import org.apache.poi.xwpf.usermodel.XWPFTableRow;
import org.jspecify.annotations.Nullable;
import org.openxmlformats.schemas.wordprocessingml.x2006.main.CTStyle;

/** Documents written by the libraries that read them, so that no binary need be kept. */
final class Samples {

    /** Writes a document to a stream. */
    interface Writer {
        void to(OutputStream out) throws IOException;
    }

    private Samples() {}

    /** One page for each text, its lines under one another. */
    static byte[] pdf(List<String> pages, String password) {
        try (PDDocument pdf = new PDDocument()) {
            for (String text : pages) {
                PDPage page = new PDPage();
                pdf.addPage(page);
                try (PDPageContentStream content = new PDPageContentStream(pdf, page)) {
                    content.beginText();
                    content.setFont(new PDType1Font(FontName.HELVETICA), 12);
                    content.setLeading(14);
                    content.newLineAtOffset(72, 700);
                    for (String line : text.split("\n", -1)) {
                        content.showText(line);
                        content.newLine();
                    }
                    content.endText();
                }
            }
            if (!password.isEmpty()) {
                pdf.protect(new StandardProtectionPolicy("owner", password, new AccessPermission()));
            }
            return bytes(pdf::save);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Paragraphs; a line that begins with {@code #} is a heading of as many levels, one with {@code |} a table row. */
    static byte[] docx(String... lines) {
        try (XWPFDocument word = new XWPFDocument()) {
            @Nullable XWPFTable table = null;
            declareHeadings(word);
            for (String line : lines) {
                if (line.startsWith("|")) {
                    List<String> cells = List.of(line.substring(1).split("\\|", -1));
                    XWPFTableRow row;
                    if (table == null) {
                        table = word.createTable(1, cells.size());
                        row = table.getRow(0);
                    } else {
                        row = table.createRow();
                    }
                    for (int i = 0; i < cells.size(); i++) {
                        row.getCell(i).setText(cells.get(i));
                    }
                    continue;
                }
                XWPFParagraph paragraph = word.createParagraph();
                int level = line.length() - line.replaceFirst("^#+", "").length();
                if (level > 0) {
                    paragraph.setStyle("Heading" + level);
                }
                paragraph.createRun().setText(line.substring(level).strip());
            }
            return bytes(word::write);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void declareHeadings(XWPFDocument word) {
        XWPFStyles styles = word.createStyles();
        for (int level = 1; level <= 3; level++) {
            CTStyle style = CTStyle.Factory.newInstance();
            style.setStyleId("Heading" + level);
            style.addNewName().setVal("heading " + level);
            styles.addStyle(new XWPFStyle(style));
        }
    }

    /** A Word file whose main part is that XML. */
    static byte[] withBody(String xml) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipInputStream from = new ZipInputStream(new ByteArrayInputStream(docx("Text")));
                ZipOutputStream to = new ZipOutputStream(out)) {
            for (ZipEntry entry = from.getNextEntry(); entry != null; entry = from.getNextEntry()) {
                to.putNextEntry(new ZipEntry(entry.getName()));
                to.write(
                        entry.getName().equals("word/document.xml")
                                ? xml.getBytes(StandardCharsets.UTF_8)
                                : from.readAllBytes());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    /** An OpenDocument file: the kind is the last word of its media type, the content goes into the body. */
    static byte[] openDocument(String kind, String body) {
        String ns = "urn:oasis:names:tc:opendocument:xmlns:";
        String content = "<office:document-content xmlns:office=\"" + ns + "office:1.0\" xmlns:table=\"" + ns
                + "table:1.0\" xmlns:text=\"" + ns + "text:1.0\" xmlns:draw=\"" + ns + "drawing:1.0\"><office:body>"
                + body + "</office:body></office:document-content>";
        Map<String, String> entries = new LinkedHashMap<>();
        entries.put("mimetype", "application/vnd.oasis.opendocument." + kind);
        entries.put("content.xml", content);
        return zip(entries);
    }

    /** An e-book of one chapter. */
    static byte[] epub(String title, String body) {
        Map<String, String> entries = new LinkedHashMap<>();
        entries.put("mimetype", "application/epub+zip");
        entries.put(
                "META-INF/container.xml",
                "<container xmlns=\"urn:oasis:names:tc:opendocument:xmlns:container\" version=\"1.0\"><rootfiles><rootfile"
                        + " full-path=\"book.opf\" media-type=\"application/oebps-package+xml\"/></rootfiles></container>");
        entries.put(
                "book.opf",
                "<package xmlns=\"http://www.idpf.org/2007/opf\" version=\"2.0\"><metadata"
                        + " xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>" + title
                        + "</dc:title></metadata><manifest><item id=\"c\" href=\"c.xhtml\""
                        + " media-type=\"application/xhtml+xml\"/></manifest><spine><itemref idref=\"c\"/></spine></package>");
        entries.put(
                "c.xhtml",
                "<html xmlns=\"http://www.w3.org/1999/xhtml\"><head><title>x</title></head><body>" + body
                        + "</body></html>");
        return zip(entries);
    }

    private static byte[] zip(Map<String, String> entries) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, String> entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue().getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }

    static byte[] encrypted(byte[] ooxml, String password) {
        try (POIFSFileSystem container = new POIFSFileSystem()) {
            Encryptor encryptor = new EncryptionInfo(EncryptionMode.agile).getEncryptor();
            encryptor.confirmPassword(password);
            try (OutputStream out = encryptor.getDataStream(container)) {
                out.write(ooxml);
            }
            return bytes(container::writeFilesystem);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    static byte[] xlsx(Map<String, List<List<String>>> sheets) {
        return workbook(new XSSFWorkbook(), sheets);
    }

    static byte[] xls(Map<String, List<List<String>>> sheets) {
        return workbook(new HSSFWorkbook(), sheets);
    }

    private static byte[] workbook(Workbook empty, Map<String, List<List<String>>> sheets) {
        try (Workbook book = empty) {
            sheets.forEach((name, rows) -> {
                Sheet sheet = book.createSheet(name);
                for (int r = 0; r < rows.size(); r++) {
                    Row row = sheet.createRow(r);
                    for (int c = 0; c < rows.get(r).size(); c++) {
                        row.createCell(c).setCellValue(rows.get(r).get(c));
                    }
                }
            });
            return bytes(book::write);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static byte[] pptx(String... slides) {
        return slides(new XMLSlideShow(), slides);
    }

    static byte[] ppt(String... slides) {
        return slides(new HSLFSlideShow(), slides);
    }

    private static byte[] slides(SlideShow<?, ?> empty, String... slides) {
        try (SlideShow<?, ?> show = empty) {
            for (String text : slides) {
                Slide<?, ?> slide = show.createSlide();
                var box = slide.createTextBox();
                box.setText(text);
                box.setAnchor(new java.awt.Rectangle(50, 50, 400, 100));
            }
            return bytes(show::write);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] bytes(Writer writer) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        writer.to(out);
        return out.toByteArray();
    }
}
