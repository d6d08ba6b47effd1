//! The stable codes of findings. A code never changes its meaning; new ones are added.

use std::fmt;

macro_rules! codes {
    ($($code:ident $text:literal $zh:literal $en:literal)*) => {
        /// Stable code of a kind of finding. `K0…` syntax and files, `K1…` keys, kinds, ranges and references, `K2…` accounts,
        /// dependence and coherence, `K9…` notes.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
        pub enum Code {
            $(
                #[doc = $en]
                $code,
            )*
        }

        impl Code {
            /// Every code.
            pub const ALL: &[Self] = &[$(Self::$code),*];

            /// The code as people cite it.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$code => $text),* }
            }

            /// What the code means, in Chinese and English.
            pub fn meaning(self) -> (&'static str, &'static str) {
                match self { $(Self::$code => ($zh, $en)),* }
            }
        }
    };
}

codes! {
    Syntax "K001" "不符合 TOML 语法" "The text is not valid TOML"
    BareKey "K002" "键名含中文等字符而未加引号" "A key with other than ASCII letters stands without quotes"
    DuplicateKey "K003" "同一键或同一表写了两次" "A key or table is written twice"
    Unreadable "K004" "文件无法读取" "A file cannot be read"
    FileLimit "K005" "文件、行或嵌套超过上限" "A file, a line or the nesting exceeds its limit"
    Encoding "K006" "文件不是 UTF-8" "The file is not UTF-8"
    ExtendsLoop "K007" "继承关系成环或过深" "Files that extend each other in a circle, or too many of them"

    UnknownKey "K101" "未知的键或表" "An unknown key or table"
    MissingKey "K102" "缺少必填项" "A required key is missing"
    WrongKind "K103" "值的种类不对" "A value of the wrong kind"
    WrongUnit "K104" "单位不对、单位未知或不是数" "A unit of the wrong kind, an unknown unit, or no number"
    BareRate "K105" "比率写成了大于 1 的数，疑缺百分号" "A bare rate above 1: the percent sign seems missing"
    OutOfRange "K106" "数值超出允许范围" "A number outside its range"
    NotFinite "K107" "数值不是有限数或过大" "A number that is not finite or too large"
    BadName "K108" "编号或名称不合规" "A malformed id or name"
    DuplicateId "K109" "编号重复" "An id is given twice"
    UnknownReference "K110" "引用了不存在的编号" "A reference to something that does not exist"
    UnknownIndicator "K111" "未知的指标" "An unknown indicator"
    BadYear "K113" "年份不在模拟期内、不是年份，或首年未写" "A year outside the simulated years, no year, or the first year not stated"
    BadDistribution "K114" "分布的参数不成立" "A distribution whose parameters do not hold"
    Comparator "K115" "目标没有比较方式，或有两种" "A target without a comparator, or with two"
    BadHorizon "K116" "终年不在基年之后，或年数过多" "The horizon is not after the base year, or too long"
    TooMany "K117" "条目数超过上限" "More entries than the limit"
    Exclusive "K118" "两项设置互相排斥" "Two settings that exclude each other"
    SelfReference "K119" "与自身的相关或关键投入" "A correlation or critical input of a thing with itself"
    DuplicatePair "K120" "同一对写了两次" "The same pair is given twice"
    BadRecord "K121" "目标完成情况记录无法使用" "An attainment record that cannot be used"
    NationalTable "K122" "全国投入产出表无法使用" "A national input–output table that cannot be used"

    UnknownPath "K130" "路径不指任何设置" "A dotted path that names nothing"
    NotSettable "K131" "不能由变体改动的设置" "A setting that a variant cannot change"
    NoChange "K132" "改动前后相同" "A change that changes nothing"

    Formula "K140" "公式写法不对" "A formula that cannot be read"
    FormulaUnit "K141" "公式中的单位不能相容" "Units that do not go together in a formula"
    FormulaCycle "K142" "指标在同一年内互相依赖" "Indicators that depend on each other in the same year"
    FormulaStart "K143" "公式回看的值在基年不存在" "A formula looks back at a value that the base year does not have"

    RegionTotal "K201" "地区生产总值与各产业之和不符" "A region's GDP differs from the sum of its sectors"
    SumAboveOne "K202" "份额之和大于 1" "Shares that sum to more than 1"
    InputsAboveOutput "K203" "投入系数之和大于 1 − 增加值率" "Input coefficients above 1 − the value-added ratio"
    SpectralRadius "K204" "投入系数矩阵的谱半径不小于 1" "The spectral radius of the input coefficients is not below 1"
    NegativeFinalDemand "K205" "最终需求为负" "Negative final demand"
    NegativeSales "K206" "本地消费或对外销售为负" "Negative local consumption or outside sales"
    PipelineAboveCategory "K207" "重点项目计划超过所在投资类别" "Pipelines plan more than their category"
    Gestation "K208" "投产比例之和不为 1" "The gestation profile does not sum to 1"
    NotPositiveDefinite "K209" "相关矩阵不是正定的" "The correlation matrix is not positive definite"
    Seed "K210" "目标不能作为中心路径的输入" "A target that cannot seed the central path"
    Anchor "K211" "锚定方式所需的内容不全" "What the anchor needs is missing"
    Idle "K212" "没有任何地方会用到的设置" "A setting that nothing would use"
    Weights "K213" "权重合计不为 1" "Weights that do not sum to 1"
    Undefined "K230" "公式在中心路径上不是有限数" "A formula that is no finite number on the central path"

    UncitedSource "K901" "资料来源未被引用" "A source that nothing cites"
    TierOrder "K902" "档次的高低与目标值不符" "Tiers whose values do not rise as their names say"
    ShortOfSupply "K903" "本地产出不够全国表所要的本地投入" "A sector that cannot deliver all the local inputs the national table asks of it"
}

impl fmt::Display for Code {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.as_str())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn codes_are_distinct_and_in_order() {
        let texts: Vec<&str> = Code::ALL.iter().map(|code| code.as_str()).collect();
        let mut sorted = texts.clone();
        sorted.sort_unstable();
        sorted.dedup();
        assert_eq!(texts, sorted);
    }
}
