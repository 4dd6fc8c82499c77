"""The desk: acts on a dossier, and why one was refused."""

from typing import Protocol

from gateway.words import N_, Key, catalogue, in_words
from services.actor import Role
from services.audit.tags import EventTag
from services.dossiers import act_errors as why
from services.dossiers.control_slip import Hand
from services.dossiers.desk import Recipient, RefusalReason, StopReason
from services.dossiers.inbox import Due, Tray
from services.dossiers.kinds import DossierState, PartyRole, WaitingFor
from services.dossiers.workflow import Act
from services.people.errors import OutsideMandateError

SENTENCES: tuple[dict[Key, str], ...] = (
    {
        Hand.APPLICANT: N_("Người nộp hồ sơ"),
        Hand.CENTRE: N_("Bộ phận một cửa"),
        Hand.BODY: N_("Cơ quan giải quyết"),
        Hand.SPECIALIST: N_("Người thụ lý"),
        Hand.LEADER: N_("Lãnh đạo"),
        Hand.CLERK: N_("Văn thư"),
        Act.CHECK_COMPONENTS: N_("Kiểm tra thành phần hồ sơ"),
        Act.RECEIVE: N_("Tiếp nhận hồ sơ"),
        Act.ASK_AT_RECEIPT: N_("Yêu cầu bổ sung hồ sơ"),
        Act.PROPOSE_TO_ASK_AGAIN: N_("Đề xuất yêu cầu bổ sung lần nữa"),
        Act.ASK_AGAIN: N_("Duyệt yêu cầu bổ sung lần nữa"),
        Act.REJECT_TO_ASK_AGAIN: N_("Không duyệt yêu cầu bổ sung lần nữa"),
        Act.DELIVER_AT_RECEIPT: N_("Nộp giấy tờ bổ sung"),
        Act.PROPOSE_REFUSAL: N_("Đề xuất từ chối tiếp nhận"),
        Act.APPROVE_REFUSAL: N_("Duyệt từ chối tiếp nhận"),
        Act.REJECT_REFUSAL: N_("Không duyệt từ chối tiếp nhận"),
        Act.HAND_OVER: N_("Chuyển hồ sơ đến cơ quan giải quyết"),
        Act.TAKE: N_("Nhận thụ lý"),
        Act.PROPOSE_SUPPLEMENT: N_("Đề xuất yêu cầu bổ sung"),
        Act.APPROVE_SUPPLEMENT: N_("Duyệt yêu cầu bổ sung"),
        Act.REJECT_SUPPLEMENT: N_("Không duyệt yêu cầu bổ sung"),
        Act.SEND_SUPPLEMENT: N_("Gửi yêu cầu bổ sung"),
        Act.DELIVER: N_("Nộp giấy tờ bổ sung"),
        Act.ACCEPT_SUPPLEMENT: N_("Tiếp nhận giấy tờ bổ sung"),
        Act.PROPOSE_EXTENSION: N_("Đề xuất xin lỗi và gia hạn"),
        Act.APPROVE_EXTENSION: N_("Xin lỗi và gia hạn"),
        Act.REJECT_EXTENSION: N_("Không duyệt xin lỗi và gia hạn"),
        Act.PROPOSE_STOP: N_("Đề xuất dừng giải quyết"),
        Act.PROPOSE_CLOSING: N_("Đề xuất đóng hồ sơ vì không bổ sung"),
        Act.STOP: N_("Dừng giải quyết"),
        Act.CLOSE: N_("Đóng hồ sơ vì không bổ sung"),
        Act.REJECT_STOP: N_("Không duyệt dừng giải quyết"),
        Act.REJECT_CLOSING: N_("Không duyệt đóng hồ sơ"),
        Act.TAKE_BACK_RECEIPT: N_("Thu hồi việc tiếp nhận"),
        Act.WITHDRAW: N_("Rút hồ sơ"),
        Act.FINISH: N_("Giải quyết xong"),
        Act.SEND_RESULT: N_("Gửi kết quả qua bưu chính"),
        Act.RESULT_NOT_DELIVERED: N_("Ghi nhận bưu chính không giao được"),
        Act.GIVE_BACK: N_("Trả kết quả"),
        Act.TAKE_RESULT: N_("Nhận kết quả điện tử"),
        why.RoleMayNotActError: N_("Vai trò “%(role)s” không làm việc này: %(act)s."),
        why.OtherCentreError: N_("Chỉ Trung tâm đã tiếp nhận hồ sơ làm được việc này: %(act)s."),
        why.ActNotInStateError: N_("Hồ sơ đang ở trạng thái “%(state)s” nên không làm được: %(act)s."),
        why.ProposalPendingError: N_("Hồ sơ đang chờ trả lời một đề xuất (%(proposal)s) nên chưa làm được: %(act)s."),
        why.NothingProposedError: N_("Không còn đề xuất nào để trả lời. Có thể đã có người trả lời trước."),
        why.NotYourTurnError: N_("Hồ sơ đang ở bước “%(waiting_for)s” nên chưa làm được: %(act)s."),
        why.NotHandlingError: N_("Chỉ người đang thụ lý hồ sơ làm được việc này: %(act)s."),
        why.LeadersReasonMissingError: N_(
            "Hãy ghi lý do đồng ý: hồ sơ đã được yêu cầu bổ sung %(times)s lần, hoặc đã quá thời gian được yêu cầu."
        ),
        why.DossierChangedElsewhereError: N_(
            "Hồ sơ vừa được người khác xử lý, nay ở trạng thái “%(state)s”. Hãy xem lại rồi làm tiếp."
        ),
        why.DutiesJoinedError: N_(
            "Một người không làm cả hai khâu của cùng một hồ sơ (%(duties)s) khi chưa có quyết định cho kiêm nhiệm."
        ),
        why.OwnMatterError: N_("Bạn có tên trong hồ sơ này nên không được xử lý. Hãy để người khác làm."),
        why.OwnProposalError: N_("Không ai tự duyệt đề xuất của mình."),
        why.ComponentNotInDossierError: N_("Hồ sơ không có giấy tờ này."),
        why.ComponentMarkedTwiceError: N_("Một giấy tờ bị đánh dấu hai lần."),
        why.RemarkMissingError: N_("Hãy ghi rõ giấy tờ số %(number)s sai ở đâu."),
        why.ComponentsUncheckedError: N_("Chưa kiểm tra giấy tờ số: %(numbers)s."),
        why.ComponentsFaultyError: N_("Giấy tờ số %(numbers)s còn thiếu hoặc chưa đúng nên chưa tiếp nhận được."),
        why.NothingFaultyError: N_("Mọi giấy tờ đều đạt hoặc không cần, nên không có gì để yêu cầu bổ sung."),
        why.AskedBeforeError: N_(
            "Hồ sơ đã được yêu cầu bổ sung %(times)s lần. Yêu cầu thêm phải được lãnh đạo duyệt bằng văn bản."
        ),
        why.NeverAskedError: N_("Hồ sơ chưa được yêu cầu bổ sung lần nào; lần đầu không cần lãnh đạo duyệt."),
        why.DaysToAnswerError: N_("Hãy ghi số ngày để bổ sung, từ 1 đến %(most)s."),
        why.StillTimeToAnswerError: N_("Người nộp còn được bổ sung đến hết ngày %(until)s, nên chưa đóng hồ sơ."),
        why.LegalBasisMissingError: N_("Hãy ghi căn cứ pháp lý của việc dừng giải quyết."),
        why.ExtendedBeforeError: N_("Hồ sơ đã được xin lỗi và gia hạn một lần; không gia hạn lần nữa."),
        why.TooLateToApologiseError: N_(
            "Chỉ xin lỗi và gia hạn được đến hết ngày %(until)s. Hồ sơ vẫn giải quyết tiếp dù quá hạn."
        ),
        why.NewDateNotLaterError: N_("Ngày hẹn mới phải sau hạn trả hiện nay, ngày %(day)s."),
        why.NotAskedForError: N_("Giấy tờ này không nằm trong yêu cầu bổ sung."),
        why.StillUnansweredError: N_("Còn thiếu giấy tờ số: %(numbers)s. Hãy nộp hoặc ghi rõ vì sao không có."),
        why.LimitKnownError: N_("Thủ tục đã có thời hạn tính được nên không đặt ngày bằng tay."),
        why.DueDateUnusableError: N_("Ngày %(day)s đã qua, hoặc là ngày nghỉ. Hãy chọn một ngày làm việc."),
        why.DayNotAskedError: N_(
            "Ở bước này không đặt ngày hẹn trả: thời hạn tính từ khi cơ quan giải quyết có hồ sơ, hoặc đã tính rồi."
        ),
        why.UnitWithoutCodeError: N_("“%(unit)s” chưa có mã định danh điện tử nên chưa cấp được mã số hồ sơ."),
        why.WordsMissingError: N_("Hãy ghi lý do bằng lời."),
        why.WordsTooLongError: N_("Lý do dài quá %(most)s ký tự."),
        why.HandlerKnownError: N_("Đã có người nhận thụ lý hồ sơ này."),
        why.RecipientMissingError: N_("Hãy ghi tên người nhận kết quả."),
        why.ProofMissingError: N_("Hãy ghi giấy tờ người nhận đã xuất trình, hoặc số bưu gửi."),
        OutsideMandateError: N_(
            "Quyết định kiểm tra của bạn không bao gồm đơn vị này vào ngày hôm nay, nên không xem được nội dung."
        ),
        why.TrayNotYoursError: N_("Vai trò “%(role)s” không có danh sách này."),
        why.NotElectronicError: N_(
            "Người yêu cầu đã chọn cách nhận “%(method)s”; kết quả được trao ở đó cùng bản chính."
        ),
    },
    {
        Tray.TO_RECEIVE: N_("Chờ tiếp nhận"),
        Tray.TO_APPROVE: N_("Đề xuất chờ duyệt"),
        Tray.TO_HAND_OVER: N_("Chờ chuyển"),
        Tray.SUPPLEMENTS: N_("Bổ sung giấy tờ"),
        Tray.TO_TAKE: N_("Chờ nhận thụ lý"),
        Tray.MINE: N_("Việc của tôi"),
        Tray.WAITING: N_("Chờ tôi xử lý"),
        Tray.RUNNING: N_("Đang giải quyết"),
        Tray.AMENDMENTS: N_("Sửa, thu hồi kết quả"),
        Tray.TO_RETURN: N_("Chờ trả kết quả"),
    },
    {
        Due.TODAY: N_("Đến hạn hôm nay"),
        Due.OVERDUE: N_("Quá hạn"),
    },
    {
        RefusalReason.WRONG_PROCEDURE: N_("Không đúng thủ tục"),
        RefusalReason.NOT_ENTITLED: N_("Không thuộc đối tượng được giải quyết"),
        RefusalReason.NOT_COMPLETE: N_("Hồ sơ không đủ thành phần"),
        RefusalReason.FALSE_PAPERS: N_("Giấy tờ giả mạo hoặc bị tẩy xóa"),
        RefusalReason.FILED_ALREADY: N_("Đã có hồ sơ khác cho cùng nội dung"),
    },
    {
        StopReason.NOT_SUPPLEMENTED: N_("Không bổ sung trong thời hạn"),
        StopReason.NO_LONGER_POSSIBLE: N_("Không còn đối tượng để giải quyết"),
        StopReason.LEGAL: N_("Phải dừng theo quy định của pháp luật"),
    },
    {
        Recipient.APPLICANT: N_("Người yêu cầu tự nhận"),
        Recipient.REPRESENTATIVE: N_("Người đại diện theo pháp luật"),
        Recipient.AUTHORISED: N_("Người được ủy quyền"),
        Recipient.POST: N_("Bưu chính công ích"),
    },
)

TO_HAND_OVER = N_("Chờ chuyển đến cơ quan giải quyết")


class Standing(Protocol):
    """A dossier, or its line in a list."""

    @property
    def state(self) -> DossierState:
        """Where it stands."""
        ...

    @property
    def waiting_for(self) -> WaitingFor | None:
        """Who has to do something."""
        ...


def current_step(one: Standing, locale: str) -> str:
    """Return whom a dossier waits for; once received, the receiver has nothing left to receive.

    Returns:
        The words, none where it waits for nobody.
    """
    if one.waiting_for is None:
        return ""
    if one.state is DossierState.RECEIVED and one.waiting_for is WaitingFor.RECEIVER:
        return catalogue(locale).gettext(TO_HAND_OVER)
    return in_words(one.waiting_for, locale)


def doer_in_words(role: Role, locale: str) -> str:
    """Return who did something about a dossier; whoever is no officer is the applicant, a person or an organisation."""
    return in_words(PartyRole.APPLICANT if role is Role.CITIZEN else role, locale)


def deed_in_words(act: str, role: Role, locale: str) -> str:
    """Return what was done, as a history tells it; an applicant gives nothing back, but takes the result."""
    if act == EventTag.DOSSIER_RETURN and role is Role.CITIZEN:
        return in_words(Act.TAKE_RESULT, locale)
    return in_words(EventTag(act), locale)
