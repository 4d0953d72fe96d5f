package io.llmops.core.guard.injection;

import java.util.List;

/**
 * The phrases of a signal, in lower case: one that it begins with, and one that must follow.
 *
 * @param reach within how many characters the second must begin
 * @param firsts phrases of which one must be there; a line feed in front means the start of a line
 * @param seconds phrases of which one must follow in the same sentence; none if the first says it all
 */
record SignalPhrases(int reach, List<String> firsts, List<String> seconds) {

    private static final SignalPhrases OVERRIDE = new SignalPhrases(
            40,
            List.of(
                    "ignore",
                    "disregard",
                    "forget",
                    "override",
                    "bypass",
                    "do not follow",
                    "don't follow",
                    "stop following",
                    "忽略",
                    "无视",
                    "忘记",
                    "忘掉",
                    "不要理会",
                    "不要遵守",
                    "不必遵守",
                    "绕过",
                    "抛弃",
                    "跳过"),
            List.of(
                    "previous instruction",
                    "prior instruction",
                    "above instruction",
                    "earlier instruction",
                    "your instruction",
                    "all instruction",
                    "any instruction",
                    "the instruction",
                    "these instruction",
                    "system instruction",
                    "original instruction",
                    "previous prompt",
                    "system prompt",
                    "your rules",
                    "previous rules",
                    "all rules",
                    "the rules above",
                    "your guidelines",
                    "previous directions",
                    "everything above",
                    "everything before",
                    "previous context",
                    "your programming",
                    "your training",
                    "safety guidelines",
                    "指令",
                    "指示",
                    "规则",
                    "系统提示",
                    "提示词",
                    "设定",
                    "以上内容",
                    "之前的内容",
                    "安全限制"));

    private static final SignalPhrases ROLE = new SignalPhrases(
            60,
            List.of(
                    "you are now",
                    "from now on you",
                    "from now on, you",
                    "act as",
                    "pretend to be",
                    "pretend you are",
                    "you will act as",
                    "enter developer mode",
                    "developer mode enabled",
                    "你现在是",
                    "从现在起，你",
                    "从现在开始，你",
                    "从现在起你",
                    "从现在开始你",
                    "假装你是",
                    "假设你是",
                    "进入开发者模式",
                    "你将扮演"),
            List.of());

    private static final SignalPhrases LEAK = new SignalPhrases(
            40,
            List.of(
                    "reveal",
                    "print",
                    "repeat",
                    "show",
                    "output",
                    "display",
                    "tell me",
                    "write out",
                    "leak",
                    "disclose",
                    "输出",
                    "显示",
                    "重复",
                    "告诉我",
                    "泄露",
                    "打印",
                    "复述",
                    "展示",
                    "公开"),
            List.of(
                    "system prompt",
                    "your instructions",
                    "initial instructions",
                    "hidden instructions",
                    "your prompt",
                    "the prompt above",
                    "text above",
                    "your configuration",
                    "系统提示",
                    "提示词",
                    "初始指令",
                    "你的指令",
                    "系统指令",
                    "隐藏的指令",
                    "内部规则"));

    private static final SignalPhrases MARKUP = new SignalPhrases(
            0,
            List.of(
                    "<|im_start|>",
                    "<|im_end|>",
                    "<|system|>",
                    "<|user|>",
                    "<|assistant|>",
                    "<|endoftext|>",
                    "[inst]",
                    "[/inst]",
                    "<<sys>>",
                    "<</sys>>",
                    "### system",
                    "### instruction",
                    "\nsystem:",
                    "\nassistant:",
                    "[system]",
                    "</system>",
                    "<system>",
                    "</passage",
                    "</untrusted",
                    "end of document",
                    "begin new instructions",
                    "\n系统：",
                    "\n系统:",
                    "【系统】",
                    "[系统]"),
            List.of());

    private static final SignalPhrases ACTION = new SignalPhrases(
            80,
            List.of(
                    "send",
                    "forward",
                    "upload",
                    "post",
                    "email",
                    "e-mail",
                    "exfiltrate",
                    "execute",
                    "run",
                    "call",
                    "invoke",
                    "delete",
                    "transfer",
                    "发送",
                    "转发",
                    "上传",
                    "执行",
                    "运行",
                    "调用",
                    "删除",
                    "转账",
                    "汇款"),
            List.of(
                    "to http",
                    "to https",
                    "to the following address",
                    "to this address",
                    "to attacker",
                    "the following command",
                    "the following code",
                    "this command",
                    "the tool",
                    "the function",
                    "all emails",
                    "all e-mails",
                    "all files",
                    "all messages",
                    "api key",
                    "password",
                    "credentials",
                    "conversation history",
                    "chat history",
                    "到http",
                    "到 http",
                    "到以下",
                    "以下命令",
                    "以下代码",
                    "工具",
                    "所有邮件",
                    "所有文件",
                    "聊天记录",
                    "密码",
                    "密钥"));

    private static final SignalPhrases SECRECY = new SignalPhrases(
            40,
            List.of(
                    "do not tell",
                    "don't tell",
                    "do not mention",
                    "don't mention",
                    "do not reveal",
                    "without telling",
                    "without mentioning",
                    "never mention",
                    "不要告诉",
                    "别告诉",
                    "不要提及",
                    "不得提及",
                    "不要透露",
                    "瞒着"),
            List.of(
                    "user",
                    "human",
                    "anyone",
                    "this message",
                    "this instruction",
                    "these instructions",
                    "用户",
                    "任何人",
                    "此消息",
                    "这条",
                    "本指令"));

    private static final SignalPhrases HIDDEN = new SignalPhrases(0, List.of(), List.of());

    static SignalPhrases of(Signal signal) {
        return switch (signal) {
            case OVERRIDE -> OVERRIDE;
            case ROLE -> ROLE;
            case LEAK -> LEAK;
            case MARKUP -> MARKUP;
            case ACTION -> ACTION;
            case SECRECY -> SECRECY;
            case HIDDEN -> HIDDEN;
        };
    }
}
