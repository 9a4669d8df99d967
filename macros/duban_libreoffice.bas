Attribute VB_Name = "DubanLibreOffice"
' What only LibreOffice understands, in a module of its own: Excel never runs it, and so never compiles it.
Option Explicit

Private pipe As String
Private door As Object

' Lets Python reach this very LibreOffice through a pipe of its user, and gives the pipe's name: one a session.
Public Function Listen() As String
    If pipe = "" Then
        Randomize
        pipe = "duban" & Format(Now, "hhmmss") & CStr(Int(Rnd * 1000000))
        Set door = CreateUnoService("com.sun.star.office.Acceptor")
        door.initialize(Array("pipe,name=" & pipe & ";urp;", True))
    End If
    Listen = pipe
End Function

Public Sub Launch(ByVal program As String, ByVal arguments As String)
    If InStr(program, "/") > 0 Or InStr(program, "\") > 0 Then program = ConvertToUrl(program)
    Shell program, 0, arguments
End Sub
