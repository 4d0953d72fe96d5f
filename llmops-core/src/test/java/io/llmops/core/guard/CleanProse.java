package io.llmops.core.guard;

import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * Lines of ordinary Chinese and English as they come in offices and news, the same for a seed: sentences with numbers, dates,
 * lists, initials, quotations and emoji, and words that have a sensitive one inside.
 */
final class CleanProse {

    private static final List<String> WHO = List.of(
            "财务部",
            "李雷",
            "韩梅梅",
            "项目经理",
            "市图书馆",
            "这家餐厅",
            "博士生",
            "供应商",
            "气象台",
            "社区医院",
            "枪手网的记者",
            "代表团",
            "裁判",
            "开发组",
            "票务中心",
            "六名学生",
            "特种钢厂",
            "小彩虹幼儿园",
            "赌气的孩子",
            "毒理学教授",
            "黄色小鸭展的策展人",
            "发言人");
    private static final List<String> WHEN =
            List.of("昨天", "上周五", "2026年3月1日", "十二月六日", "今天下午3点", "第二季度", "开学以后", "去年", "六月底", "每逢周末");
    private static final List<String> DOES = List.of(
            "公布了", "讨论了", "整理出", "采购了", "审阅了", "谢绝了", "代为开出了", "发放了", "介绍了", "比较了", "测量了", "合并了", "重新打印了", "提交了",
            "分六次合计了", "评出了");
    private static final List<String> WHAT = List.of(
            "三份合同",
            "新的年度预算",
            "实验数据",
            "一批显微镜",
            "饮水机的报价",
            "《红楼梦》的读书笔记",
            "办公室的绿萝",
            "彩色打印纸",
            "冰箱和毒蛇标本的照片",
            "水枪比赛的名次",
            "考勤表、工资单和发票的存根",
            "药品说明书",
            "博物馆的展品目录",
            "支部活动的安排",
            "弹性工作制",
            "子弹笔记法",
            "炸酱面的做法",
            "12,500元的差旅费",
            "第7版的界面",
            "刀削面和可乐鸡翅");
    private static final List<String> LINKS = List.of("，", "，并且", "；随后", "，因为", "——", "，据说", "（见附件2），");

    private static final List<String> PEOPLE = List.of(
            "The finance team",
            "Dr. A. S. Smith",
            "Our class in Essex",
            "the assistant",
            "A cocktail waiter",
            "Dick's neighbour",
            "The therapist",
            "J. F. K. airport",
            "Scunthorpe council",
            "The analyst",
            "A hello-world app",
            "Q. Quincy",
            "the gunwale maker",
            "U. S. officials");
    private static final List<String> DO = List.of(
            "assessed",
            "passed on",
            "compared",
            "re-drew",
            "titled",
            "published",
            "analysed",
            "accumulated",
            "basted",
            "shelled",
            "documented",
            "weighed",
            "double-checked");
    private static final List<String> THINGS = List.of(
            "the grass seeds",
            "a title page",
            "three e-mails (see p. 4)",
            "the dictionary's cover",
            "an Arsenal scarf",
            "the begun sentence",
            "cumulative totals of 12,500.50 EUR",
            "shiitake and peacock feathers",
            "snippets of code: a, b, c",
            "the bass part, bar 7",
            "all of u and v",
            "a cook-off in Sussex",
            "spic-and-span rooms",
            "a short U-turn");
    private static final List<String> JOIN = List.of(", and", "; then", " - because", ", while", "... so", ", as");
    private static final List<String> ENDS = List.of("", "!", " 😀", "?", " :-)");

    private final Random random;

    CleanProse(long seed) {
        this.random = new Random(seed);
    }

    String chinese() {
        StringBuilder line = new StringBuilder();
        int parts = 1 + random.nextInt(3);
        for (int i = 0; i < parts; i++) {
            line.append(i == 0 ? "" : any(LINKS)).append(any(WHEN)).append(any(WHO));
            line.append(any(DOES)).append(any(WHAT));
        }
        return line.append(random.nextInt(20) == 0 ? "😀" : "。").toString();
    }

    String english() {
        StringBuilder line = new StringBuilder();
        int parts = 1 + random.nextInt(3);
        for (int i = 0; i < parts; i++) {
            line.append(i == 0 ? "" : any(JOIN) + " ").append(any(PEOPLE)).append(' ');
            line.append(any(DO)).append(' ').append(any(THINGS));
        }
        String text = line + "." + any(ENDS);
        return random.nextInt(25) == 0 ? text.toUpperCase(Locale.ROOT) : text;
    }

    private String any(List<String> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
