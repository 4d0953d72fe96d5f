package io.llmops.jdbc.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.llmops.api.exception.DocumentException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OriginTest {

    @ParameterizedTest
    @CsvSource({
        "jdbc:sqlite:shop.db,                                       sqlite shop.db",
        "jdbc:sqlite:shop.db?cipher=x&key=hunter2,                  sqlite shop.db",
        "jdbc:postgresql://db:5432/shop?user=u&password=hunter2,    postgresql //db:5432/shop",
        "jdbc:postgresql://db/shop?user=u@b.org&password=hunter2,   postgresql",
        "jdbc:mysql://u:hunter2@db/shop,                            mysql db/shop",
        "jdbc:mysql://u:hun?ter2@db/shop,                           mysql",
        "jdbc:mysql://u:hun@ter2@db/shop,                           mysql db/shop",
        "jdbc:oracle:thin:scott/hunter2@//db:1521/shop,             oracle //db:1521/shop",
        "jdbc:sqlserver://db;user=u;password=hunter2,               sqlserver //db",
        "jdbc:h2,                                                   jdbc",
    })
    void should_show_where_a_url_leads_and_not_who_goes_there(String url, String shown) {
        assertThat(Origin.place(url)).isEqualTo(shown);
    }

    @Test
    void should_keep_password_and_driver_message_out_of_an_error() {
        JdbcConnector unreachable = JdbcConnector.builder("jdbc:postgresql://127.0.0.1:1/shop?password=hunter2")
                .user("u")
                .password("hunter3")
                .table("book")
                .key("id")
                .build();

        assertThatThrownBy(() -> unreachable.read(document -> {}))
                .isInstanceOf(DocumentException.class)
                .hasMessage("table book of postgresql //127.0.0.1:1/shop cannot be read: the database answers"
                        + " with SQLSTATE 08001; check that it can be reached and that its driver is on the class path")
                .hasNoCause();
    }
}
